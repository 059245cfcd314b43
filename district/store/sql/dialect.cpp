#include "district/store/sql/dialect.hpp"

#include <utility>

namespace hallpass::store {

std::string Dialect::translated(std::string_view statement) const {
  auto const own = words();
  std::array<std::pair<std::string_view, std::string_view>, 4> const rules{
      {{"{text}", own.text}, {"{seq}", own.seq}, {"{bytes}", own.bytes}, {"{clustered}", own.clustered}}};
  std::string result{statement};
  for (auto const& [word, replacement] : rules) {
    for (auto at = result.find(word); at != std::string::npos; at = result.find(word, at + replacement.size())) {
      result.replace(at, word.size(), replacement);
    }
  }
  return result;
}

}  // namespace hallpass::store
