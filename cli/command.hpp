#pragma once
// How a command of `hallpass` is made: one file a command, with one of these values; commands.cpp lists them.

#include <span>
#include <string_view>

namespace hallpass::cli {

using Arguments = std::span<std::string_view const>;

// What every command answers to the shell.
inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;  // the input was read and is not all right
inline constexpr int exit_usage = 2;   // wrong arguments, or a file that cannot be read or written

struct Command {
  std::string_view name;
  std::string_view summary;  // half a line, for `hallpass help`
  std::string_view help;     // whole text of `hallpass NAME --help`, ends in a line feed
  int (*run)(Arguments);     // without the command's name; never gets --help
};

// Every command, in the order that help shows.
[[nodiscard]] std::span<Command const* const> commands();

// "hallpass NAME: MESSAGE" to the error stream; returns exit_usage.
int usage_error(Command const& command, std::string_view message);

}  // namespace hallpass::cli
