// hallpass build: everything a site hosts, from its policy file.
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/header_files.hpp"
#include "cli/web_files.hpp"
#include "sdk/policy/read.hpp"

namespace hallpass::cli {
namespace {

int run(Arguments arguments);

}  // namespace

extern Command const build_command;
Command const build_command{"build", "writes the files that a site hosts, from its policy file",
                            R"(usage: hallpass build FILE -o FOLDER [--headers FOLDER] [--undecided WHAT]
                      [--web FOLDER]

Reads the policy FILE and writes into the output folder:

  hallpass.js                   the gate: first script of every page's head
  hallpass.no-wasm.js           the same without WebAssembly: taken by browsers
                                that have none; a site whose own policy has no
                                'wasm-unsafe-eval' names it in its pages instead
  hallpass.mjs, .d.mts, .d.ts   window.hallpass for code that imports modules,
                                and its types
  hallpass.guard.js             its guard, loaded by the gate when needed
  banner.LANGUAGE.js            the banner, loaded by the gate when needed
  placeholder.LANGUAGE.js       stands in the place of frames that are held
  hallpass.self-test.js         behind hallpass.selfTest() in the page
  hallpass.authorisation.js     checks a school's authorisation, where the policy
                                names districts
  hallpass.hand-over.js         takes a choice over from the controller's other
                                sites, where the policy names them, and
  hand-over-links.js            for their pages: marks links to these sites
  hallpass.sw.js                a service worker that holds more, if wanted
  receipts.js                   keeps signed proof of each choice, if wanted
  consent-signals.js            tells Microsoft's and Meta's tags, if wanted
  cookie-statement.LANGUAGE.html  a fragment for the site's own page
  .well-known/gpc.json          what the site declares about GPC
  .well-known/dnt/index.json    tracking status: serve it at /.well-known/dnt/
                                as application/tracking-status+json
  policy.image                  the compiled policy, for tools

and prints a line for each script: its SRI hash, its size, its name; then a
script for the page itself that lets the first visit load faster, if wanted;
then what every page's head starts with.

--headers writes the settings of the site's server into another folder. They
send response headers that follow the stored choice, so that the browser itself
stops what stands unlabelled in the HTML, also without JavaScript:

  nginx/maps.conf, headers.conf, server.conf   to include; maps.conf says where
  consent-headers.js   the same for node, Cloudflare Pages and Netlify
  _headers             static hosts: closed for everybody, no choice opens it

--undecided says what a visitor without a stored choice gets, from these headers
and from the service worker: "closed" (as it is without the option) is the
closed header, and the page is loaded again when the visitor consents; "meta" is
no header, only the gate and the meta line that is printed with its tag.

--web names the folder of the built web parts (default build/web).

exit status: 0 written, 1 the policy has errors (hallpass check shows them),
             2 wrong arguments, or a file that cannot be read or written
)",
                            run};

namespace {

constexpr std::size_t max_header_bytes = 8192;
constexpr std::size_t max_part_bytes = 1U << 22U;

struct Options {
  std::optional<std::string_view> file;
  std::optional<std::string_view> out;
  std::optional<std::string_view> headers;
  Undecided undecided = Undecided::closed;
  std::string_view web = "build/web";
};

// One option and its value; false when either is not understood.
bool take(Options& options, std::string_view name, std::string_view value) {
  if (name == "-o") return !(options.out = value)->empty();
  if (name == "--headers") return !(options.headers = value)->empty();
  if (name == "--web") return !(options.web = value).empty();
  if (name == "--undecided") {
    options.undecided = value == "meta" ? Undecided::meta : Undecided::closed;
    return value == "meta" || value == "closed";
  }
  return false;
}

Result<Options> parse(Arguments arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    auto const argument = arguments[at];
    if (argument.starts_with("-")) {
      if (at + 1 == arguments.size() || !take(options, argument, arguments[at + 1])) {
        return fail(ErrorCode::invalid_argument, std::string{argument}, "the option or its value is not understood");
      }
      ++at;
    } else if (options.file) {
      return fail(ErrorCode::invalid_argument, std::string{argument}, "one file at a time");
    } else {
      options.file = argument;
    }
  }
  if (!options.file || !options.out) return fail(ErrorCode::invalid_argument, "FILE and -o FOLDER", "are both needed");
  return options;
}

Result<WebParts> read_parts(std::string const& folder) {
  HALLPASS_TRY(gate, read_file(folder + "/gate.js", max_part_bytes));
  HALLPASS_TRY(gate_extras, read_file(folder + "/gate-extras.js", max_part_bytes));
  HALLPASS_TRY(guard, read_file(folder + "/guard.js", max_part_bytes));
  HALLPASS_TRY(banner, read_file(folder + "/banner.js", max_part_bytes));
  HALLPASS_TRY(texts, read_file(folder + "/banner-texts.json", max_part_bytes));
  HALLPASS_TRY(module, read_file(folder + "/gate.wasm", max_part_bytes));
  HALLPASS_TRY(module_script, read_file(folder + "/gate-module.js", max_part_bytes));
  HALLPASS_TRY(no_wasm, read_file(folder + "/no-wasm.js", max_part_bytes));
  HALLPASS_TRY(esm, read_file(folder + "/hallpass.mjs", max_part_bytes));
  HALLPASS_TRY(types, read_file(folder + "/hallpass.d.ts", max_part_bytes));
  HALLPASS_TRY(receipts, read_file(folder + "/receipts.js", max_part_bytes));
  HALLPASS_TRY(signals, read_file(folder + "/consent-signals.js", max_part_bytes));
  HALLPASS_TRY(self_test, read_file(folder + "/self-test.js", max_part_bytes));
  HALLPASS_TRY(authorisation, read_file(folder + "/authorisation.js", max_part_bytes));
  HALLPASS_TRY(hand_over, read_file(folder + "/hand-over.js", max_part_bytes));
  HALLPASS_TRY(links, read_file(folder + "/hand-over-links.js", max_part_bytes));
  HALLPASS_TRY(service_worker, read_file(folder + "/service-worker.js", max_part_bytes));
  HALLPASS_TRY(placeholder, read_file(folder + "/placeholder.js", max_part_bytes));
  return WebParts{gate,          gate_extras,   guard,     banner, texts,          module,
                  module_script, no_wasm,       esm,       types,  receipts,       signals,
                  self_test,     authorisation, hand_over, links,  service_worker, placeholder};
}

Result<void> write(std::string_view folder, std::string_view name, std::string_view text) {
  auto const path = std::filesystem::path{folder} / name;
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) return fail(ErrorCode::unavailable, path.parent_path().string(), error.message());
  return write_file(path.string(), as_bytes(text));
}

// How far it is, for whoever is looking; standard output has the result alone.
void say(std::string_view text) {
  std::cerr << "hallpass build: " << text << '\n';
}

Result<void> write_headers(Options const& options, policy::Policy const& policy) {
  if (!options.headers) return {};
  if (policy.consent.unknown_third_parties == policy::UnknownThirdParties::allow) {
    return fail(
        ErrorCode::invalid_argument, "/consent/unknown_third_parties",
        "A header lets through what it names: declare those hosts and write \"deny\", or build without --headers.");
  }
  say("server settings into " + std::string{*options.headers});
  HALLPASS_TRY(script, read_file(std::string{options.web} + "/consent-headers.js", max_part_bytes));
  auto const rules = header_rules(policy);
  if (auto const size = longest_policy(rules); size > max_header_bytes) {
    say("the longest header has " + std::to_string(size) + " bytes, and many proxies stop at " +
        std::to_string(max_header_bytes) + ": name fewer hosts, with patterns such as *.example.org");
  }
  for (auto const& file : header_files(rules, options.undecided, tracking_status(policy), script)) {
    HALLPASS_CHECK(write(*options.headers, file.path, file.text));
  }
  return {};
}

int run(Arguments arguments) {
  auto const options = parse(arguments);
  auto const failed = [](Error const& error) { return usage_error(build_command, error.where + ": " + error.advice); };
  if (!options) return failed(options.error());
  auto const text = read_file(*options->file, policy::max_policy_bytes * 16);
  if (!text) return failed(text.error());
  auto const policy = policy::read_policy(*text);
  if (!policy) {
    std::cerr << *options->file << ": " << policy.error().where << ": " << policy.error().advice << '\n';
    return exit_failed;
  }
  auto const parts = read_parts(std::string{options->web});
  if (!parts) return failed(parts.error());
  auto const files = web_files(*policy, *parts, options->undecided);
  if (!files) {
    std::cerr << *options->file << ": " << files.error().where << ": " << files.error().advice << '\n';
    return exit_failed;
  }
  say(std::to_string(files->size()) + " files into " + std::string{*options->out});
  for (auto const& file : *files) {
    if (auto const written = write(*options->out, file.path, file.text); !written) return failed(written.error());
    if (file.is_script) std::cout << integrity(file.text) << ' ' << file.text.size() << ' ' << file.path << '\n';
  }
  std::cout << ahead_tag(*policy) << '\n';
  std::cout << head_tag(files->front(), closed_policy(header_rules(*policy))) << '\n';
  if (auto const written = write_headers(*options, *policy); !written) return failed(written.error());
  return exit_ok;
}

}  // namespace
}  // namespace hallpass::cli
