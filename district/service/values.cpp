#include "district/service/values.hpp"

#include "sdk/records/words.hpp"

namespace hallpass::district {
namespace {

constexpr std::array<std::string_view, 6> role_words{"parent", "student", "staff", "system", "applicant", "employee"};
constexpr std::array<std::string_view, 2> disclosure_words{"staff_view", "disclosure"};

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

}  // namespace hallpass::district
