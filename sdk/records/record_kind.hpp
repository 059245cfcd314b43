#pragma once
// Whose record it is. Beside its students a district keeps records of those who work for it or have applied to; the law
// of education records is not theirs (34 CFR 99.3), what the district's own privacy policy grants them is.

#include <cstdint>
#include <optional>
#include <string_view>

namespace hallpass::records {

enum class RecordKind : std::uint8_t { student, applicant, employee };
inline constexpr std::size_t record_kind_count = 3;
// "student", "applicant", "employee": the words of a policy's audiences.
[[nodiscard]] std::string_view to_string(RecordKind kind) noexcept;
[[nodiscard]] std::optional<RecordKind> parse_record_kind(std::string_view word) noexcept;

[[nodiscard]] constexpr bool is_personnel(RecordKind kind) noexcept {
  return kind != RecordKind::student;
}

}  // namespace hallpass::records
