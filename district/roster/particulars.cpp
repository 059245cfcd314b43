// Demographics and accounts with learning products.

#include "district/roster/importer.hpp"
#include "district/roster/student_columns.hpp"

namespace hallpass::roster {

Result<void> Importer::read_demographics(Row const& row) {
  constexpr std::string_view source = "OneRoster demographics.csv";
  HALLPASS_TRY(user, named(row, "sourcedId", users_));
  HALLPASS_CHECK(row.date("birthDate"));
  std::string race;
  Cells races;
  for (auto const& [column, word] : race_columns) {
    HALLPASS_TRY(holds, row.boolean(column));
    if (holds.value_or(false)) append_word(race, word);
    if (holds) races.emplace(column, row.get(column));
  }
  std::string place;
  for (auto const column : birth_place_columns) append_word(place, row.get(column));
  auto const id = row.get("sourcedId");
  if (user->personnel) return add_entry(row, id, "identity.birth_date", row.get("birthDate"), source);
  if (!user->student) return {};
  HALLPASS_CHECK(keep_cells(row, id, "demographics", {}, cells_of(row, demographics_cells)));
  HALLPASS_CHECK(keep_cells(row, id, "demographics", race_field, races));
  HALLPASS_CHECK(keep_cells(row, id, "demographics", birth_place_field, cells_of(row, birth_place_columns)));
  HALLPASS_CHECK(add_entry(row, id, "identity.birth_date", row.get("birthDate"), source));
  HALLPASS_CHECK(add_entry(row, id, birth_place_field, place, source));
  HALLPASS_CHECK(add_entry(row, id, "identity.sex", row.get("sex"), source));
  return add_entry(row, id, race_field, race, source);
}

Result<void> Importer::read_profile(Row const& row) {
  HALLPASS_TRY(user, named(row, "userSourcedId", users_));
  HALLPASS_TRY(id, row.required("sourcedId"));
  if (!user->student && !user->personnel) return {};
  auto detail = std::string{row.get("description")};
  if (detail.empty()) append_word(detail, row.get("vendorId"));
  auto const name = row.get("username");
  return add_entry(row, row.get("userSourcedId"), "accounts.credential",
                   name.empty() ? row.get("credentialType") : name, "OneRoster userProfiles.csv", id, detail);
}

}  // namespace hallpass::roster
