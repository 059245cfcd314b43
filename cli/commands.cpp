#include <array>
#include <iostream>

#include "cli/command.hpp"

namespace hallpass::cli {

// One line a command: declared here, defined in cli/NAME.cpp.
extern Command const check_command;
extern Command const build_command;
extern Command const explain_command;
extern Command const audit_command;
extern Command const keygen_command;
extern Command const encrypt_command;
extern Command const decrypt_command;
extern Command const verify_command;
extern Command const authorise_command;
extern Command const keys_command;

std::span<Command const* const> commands() {
  static constexpr std::array all{
      &check_command,   &build_command,   &explain_command, &audit_command,     &keygen_command,
      &encrypt_command, &decrypt_command, &verify_command,  &authorise_command, &keys_command,
  };
  return all;
}

int usage_error(Command const& command, std::string_view message) {
  std::cerr << "hallpass " << command.name << ": " << message << "\nTry: hallpass " << command.name << " --help\n";
  return exit_usage;
}

}  // namespace hallpass::cli
