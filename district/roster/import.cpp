#include "district/roster/import.hpp"

#include "district/roster/importer.hpp"
#include "district/roster/manifest.hpp"

namespace hallpass::roster {

Result<void> Importer::read_file(std::string_view file, Read read) {
  HALLPASS_TRY(ignored, read_table(package_, limits_, file, [&](Row const& row) { return (this->*read)(row); }));
  report_.ignored_columns += ignored;
  return {};
}

Result<ImportReport> Importer::run() {
  HALLPASS_CHECK(check_manifest(package_, limits_));
  HALLPASS_CHECK(transaction_.begin_roster());
  HALLPASS_CHECK(read_file("orgs", &Importer::read_org));
  HALLPASS_CHECK(check_orgs());
  HALLPASS_CHECK(read_file("academicSessions", &Importer::read_session));
  HALLPASS_CHECK(read_file("courses", &Importer::read_course));
  HALLPASS_CHECK(read_file("classes", &Importer::read_class));
  HALLPASS_CHECK(read_file("roles", &Importer::read_role));
  HALLPASS_CHECK(read_file("users", &Importer::read_user));
  HALLPASS_CHECK(add_ties());
  HALLPASS_CHECK(read_file("demographics", &Importer::read_demographics));
  HALLPASS_CHECK(read_file("userProfiles", &Importer::read_profile));
  HALLPASS_CHECK(read_file("enrollments", &Importer::read_enrollment));
  HALLPASS_CHECK(read_file("categories", &Importer::read_category));
  HALLPASS_CHECK(read_file("lineItems", &Importer::read_line_item));
  HALLPASS_CHECK(read_file("results", &Importer::read_result));
  HALLPASS_CHECK(transaction_.end_roster());
  return report_;
}

Result<void> Importer::add_entry(Row const& row, std::string_view student, std::string_view field,
                                 std::string_view value, std::string_view source, std::string_view instance,
                                 std::string_view detail) {
  if (value.empty()) return {};
  store::Entry entry{.id = std::string{field},
                     .field = std::string{field},
                     .detail = std::string{detail},
                     .value = std::string{value},
                     .source = std::string{source}};
  if (!instance.empty()) entry.id.append("/").append(instance);
  ++report_.entries;
  return once(row, "sourcedId", transaction_.add_entry(student, entry));
}

Result<void> Importer::keep_cells(Row const& row, std::string_view student, std::string_view file,
                                  std::string_view entry, Cells const& cells) {
  if (cells.empty() && !entry.empty()) return {};
  return once(row, "sourcedId",
              transaction_.add_roster_cells(
                  student, {.file = std::string{file}, .entry_id = std::string{entry}, .cells = write_cells(cells)}));
}

Result<void> Importer::once(Row const& row, std::string_view column, Result<void> const& stored) {
  if (!stored && stored.error().code == ErrorCode::conflict) return row.malformed(column, "That id is there twice.");
  return stored;
}

Result<ImportReport> import_package(store::Store& store, std::string const& zip_path, CivilDate today,
                                    Personnel personnel, Limits const& limits) {
  HALLPASS_TRY(package, Package::open(zip_path, limits));
  HALLPASS_TRY(transaction, store.begin(store::Access::write));
  HALLPASS_TRY(report, Importer(*transaction, package, today, personnel, limits).run());
  HALLPASS_CHECK(transaction->commit());
  return report;
}

}  // namespace hallpass::roster
