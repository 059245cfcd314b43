// hallpass: one privacy policy file, checked, built, explained.
#include <algorithm>
#include <exception>
#include <iostream>
#include <string_view>
#include <vector>

#include "cli/command.hpp"

namespace {

using namespace hallpass::cli;

void print_overview(std::ostream& out) {
  out << "usage: hallpass COMMAND [ARGUMENTS]\n\ncommands:\n";
  for (auto const* command : commands()) {
    out << "  " << command->name << std::string(command->name.size() < 10 ? 10 - command->name.size() : 1, ' ')
        << command->summary << '\n';
  }
  out << "\nhallpass COMMAND --help tells the rest.\n";
}

int run(std::vector<std::string_view> const& words) {
  if (words.empty()) {
    print_overview(std::cerr);
    return exit_usage;
  }
  if (words[0] == "help" || words[0] == "--help" || words[0] == "-h") {
    print_overview(std::cout);
    return exit_ok;
  }
  auto const all = commands();
  auto const found =
      std::find_if(all.begin(), all.end(), [&](auto const* command) { return command->name == words[0]; });
  if (found == all.end()) {
    std::cerr << "hallpass: there is no command \"" << words[0] << "\"\n";
    print_overview(std::cerr);
    return exit_usage;
  }
  Arguments const arguments{words.data() + 1, words.size() - 1};
  if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
    std::cout << (*found)->help;
    return exit_ok;
  }
  return (*found)->run(arguments);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (std::exception const& error) {
    std::cerr << "hallpass: " << error.what() << '\n';
    return exit_usage;
  }
}
