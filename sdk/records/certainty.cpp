#include "sdk/records/certainty.hpp"

#include "sdk/records/words.hpp"

namespace hallpass::records {
namespace {

constexpr std::array<std::string_view, 5> certainty_words{"text", "guidance", "secondary", "memory", "district_policy"};
constexpr std::array<std::string_view, 2> authority_words{"law", "district_policy"};

}  // namespace

std::string_view to_string(Certainty certainty) noexcept {
  return word_of(certainty_words, certainty);
}
std::optional<Certainty> parse_certainty(std::string_view word) noexcept {
  return enumerator_of<Certainty>(certainty_words, word);
}
std::string_view to_string(Authority authority) noexcept {
  return word_of(authority_words, authority);
}

}  // namespace hallpass::records
