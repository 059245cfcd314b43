#include "district/service/values.hpp"

#include "sdk/records/words.hpp"

namespace hallpass::district {
namespace {

constexpr std::array<std::string_view, 4> role_words{"parent", "student", "staff", "system"};
constexpr std::array<std::string_view, 2> disclosure_words{"staff_view", "disclosure"};
constexpr std::array<std::string_view, 2> permission_words{"withdraw", "decide"};
constexpr std::array<std::string_view, 2> outcome_words{"approved", "refused"};

}  // namespace

std::string_view to_string(Role role) noexcept {
  return records::word_of(role_words, role);
}
std::string_view to_string(DisclosureKind kind) noexcept {
  return records::word_of(disclosure_words, kind);
}
std::optional<DisclosureKind> parse_disclosure_kind(std::string_view word) noexcept {
  return records::enumerator_of<DisclosureKind>(disclosure_words, word);
}
std::string_view to_string(Permission permission) noexcept {
  return records::word_of(permission_words, permission);
}
std::string_view to_string(Outcome outcome) noexcept {
  return records::word_of(outcome_words, outcome);
}
std::optional<Outcome> parse_outcome(std::string_view word) noexcept {
  return records::enumerator_of<Outcome>(outcome_words, word);
}

}  // namespace hallpass::district
