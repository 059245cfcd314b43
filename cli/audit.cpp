// hallpass audit: drives a browser, which the npm package does (cli/node/audit.ts); here stands its help.
#include "cli/command.hpp"

namespace hallpass::cli {
namespace {

int run(Arguments arguments);

}  // namespace

extern Command const audit_command;
Command const audit_command{"audit", "says what a page sends and stores before consent (npx)",
                            R"(usage: npx hallpass audit URL [-o FOLDER] [--json] [--policy FILE]
                          [--watch SECONDS] [--browser PROGRAM]

Opens the page in an empty Chromium (Chrome, Edge) of yours, touches nothing,
and prints what left for another site and what was stored before any consent:
requests over every channel, cookies, local and session storage, IndexedDB,
caches, service workers. A request that the browser blocked is no leak.

  -o FOLDER       also writes audit.json and audit.html, a page for people
  --json          prints the JSON instead
  --policy FILE   what the policy declares as strictly necessary is no leak
  --watch SECONDS how long to watch after the page has loaded (5)
  --browser       the browser to use; else the first on PATH
  --browser-flag  a command-line flag for it; may be given again

exit status: 0 nothing leaked, 1 something did, 2 wrong arguments, no browser,
             or a page that cannot be loaded
)",
                            run};

namespace {

int run(Arguments /*arguments*/) {
  return usage_error(audit_command, "this build drives no browser; the npm package does: npx hallpass audit URL");
}

}  // namespace
}  // namespace hallpass::cli
