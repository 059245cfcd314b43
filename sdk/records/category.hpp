#pragma once
// The kinds of information a record holds, and what is known of each field.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sdk/records/record_kind.hpp"

namespace hallpass::records {

enum class Category : std::uint8_t {
  identity,
  contact,
  enrollment,
  courses,
  results,
  attendance,
  health,
  financial,
  accounts,
  employment,
  qualifications,
  background,
};
inline constexpr std::size_t category_count = 12;

// The category's word, the same in the API, the portal and the store, e.g. "contact".
[[nodiscard]] std::string_view to_string(Category category) noexcept;
[[nodiscard]] std::optional<Category> parse_category(std::string_view word) noexcept;
// Those that a record of that kind has, in the order to show them.
[[nodiscard]] std::span<Category const> categories_of(RecordKind kind) noexcept;

enum class Correctable : std::uint8_t { no, yes };

// Who holds the field and how it came to be: what a legal basis for deletion turns on.
enum class Custody : std::uint8_t {
  education_record,   // kept by the school about the student (34 CFR 99.3)
  special_education,  // kept because of a plan under IDEA (34 CFR 300.611)
  vendor_online,      // collected by the vendor's product from the child, online (16 CFR 312.2)
  personnel,          // kept by the district about who works for it or has applied to (29 CFR 1602.40)
};

// One field of a record. A field with several values (a score per test) has one entry for each.
struct Field {
  std::string_view id;  // "contact.street": the category's word, a dot, the field's word
  Category category;
  std::string_view label;    // English; the portal translates by `id`
  std::string_view purpose;  // English; why the district has it of a student: purpose_of() knows the others
  Correctable correctable;
  Custody custody;
};

// Every field there is, ordered by category.
[[nodiscard]] std::span<Field const> fields() noexcept;
// English; why the district has it in a record of that kind.
[[nodiscard]] std::string_view purpose_of(Field const& field, RecordKind kind) noexcept;
// Who holds it in a record of that kind.
[[nodiscard]] Custody custody_of(Field const& field, RecordKind kind) noexcept;
// The field with that id, or null. An entry's id ("results.score/r-17") finds its field too.
[[nodiscard]] Field const* find_field(std::string_view field_or_entry_id) noexcept;

}  // namespace hallpass::records
