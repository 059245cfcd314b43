// hallpass build: everything a site hosts, from its policy file.
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/web_files.hpp"
#include "sdk/policy/read.hpp"

namespace hallpass::cli {
namespace {

int run(Arguments arguments);

}  // namespace

extern Command const build_command;
Command const build_command{"build", "writes the files that a site hosts, from its policy file",
                            R"(usage: hallpass build FILE -o FOLDER [--web FOLDER]

Reads the policy FILE and writes into the output folder:

  hallpass.js                   the gate: first script of every page's head
  banner.LANGUAGE.js            the banner, loaded by the gate when needed
  cookie-statement.LANGUAGE.html  a fragment for the site's own page
  .well-known/gpc.json          what the site declares about GPC
  .well-known/dnt/index.json    tracking status: serve it at /.well-known/dnt/
                                as application/tracking-status+json
  policy.image                  the compiled policy, for tools

and prints a line for each script: its SRI hash, its size, its name.
--web names the folder of the built web parts (default build/web): gate.js,
banner.js and gate.wasm.

exit status: 0 written, 1 the policy has errors (hallpass check shows them),
             2 wrong arguments, or a file that cannot be read or written
)",
                            run};

namespace {

constexpr std::size_t max_part_bytes = 1U << 22U;

struct Options {
  std::optional<std::string_view> file;
  std::optional<std::string_view> out;
  std::string_view web = "build/web";
};

Result<Options> parse(Arguments arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    auto const argument = arguments[at];
    if (argument == "-o" || argument == "--web") {
      if (++at == arguments.size()) return fail(ErrorCode::invalid_argument, std::string{argument}, "needs a folder");
      if (argument == "-o") {
        options.out = arguments[at];
      } else {
        options.web = arguments[at];
      }
    } else if (argument.starts_with("--") || options.file) {
      return fail(ErrorCode::invalid_argument, std::string{argument}, "is not understood");
    } else {
      options.file = argument;
    }
  }
  if (!options.file || !options.out) return fail(ErrorCode::invalid_argument, "FILE and -o FOLDER", "are both needed");
  return options;
}

Result<WebParts> read_parts(std::string const& folder) {
  HALLPASS_TRY(gate, read_file(folder + "/gate.js", max_part_bytes));
  HALLPASS_TRY(banner, read_file(folder + "/banner.js", max_part_bytes));
  HALLPASS_TRY(module, read_file(folder + "/gate.wasm", max_part_bytes));
  return WebParts{gate, banner, module};
}

Result<void> write(std::filesystem::path const& folder, WebFile const& file) {
  auto const path = folder / file.path;
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) return fail(ErrorCode::unavailable, path.parent_path().string(), error.message());
  return write_file(path.string(), as_bytes(file.text));
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
  auto const files = web_files(*policy, *parts);
  if (!files) {
    std::cerr << *options->file << ": " << files.error().where << ": " << files.error().advice << '\n';
    return exit_failed;
  }
  for (auto const& file : *files) {
    if (auto const written = write(*options->out, file); !written) return failed(written.error());
    if (file.is_script) std::cout << integrity(file.text) << ' ' << file.text.size() << ' ' << file.path << '\n';
  }
  return exit_ok;
}

}  // namespace
}  // namespace hallpass::cli
