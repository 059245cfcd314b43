#include "district/server/export_roster.hpp"

#include <filesystem>
#include <optional>

#include "district/server/whole_file.hpp"

namespace hallpass::server {
namespace {

constexpr std::string_view flag = "--export-roster";
constexpr std::string_view package_ending = ".zip";

// An older export may wait there for its import, and nothing would write those corrections again.
Result<void> check_free(std::string const& path) {
  std::error_code failure;
  if (std::filesystem::symlink_status(path, failure).type() == std::filesystem::file_type::not_found) return {};
  return fail(ErrorCode::conflict, std::string{flag},
              "There is a file of that name: name another, or move " + path + ".");
}

// Both are written before either takes its place: a full disk leaves neither.
Result<void> write_files(std::string const& path, roster::CorrectionsExport const& made) {
  std::optional<WholeFile> package;
  std::optional<WholeFile> rest;
  if (!made.package.empty()) HALLPASS_CHECK(package.emplace(path, flag).write(made.package));
  if (!made.rest.empty()) HALLPASS_CHECK(rest.emplace(rest_path(path), flag).write(made.rest));
  if (rest) HALLPASS_CHECK(rest->commit());
  if (package) HALLPASS_CHECK(package->commit());
  return {};
}

Result<void> mark(store::Store& store, std::int64_t up_to, InstantMs now) {
  HALLPASS_TRY(transaction, store.begin(store::Access::write));
  HALLPASS_CHECK(transaction->add_roster_export(up_to, now));
  return transaction->commit();
}

std::string line_of(std::string const& path, std::size_t count, std::string_view what) {
  if (count == 0) return {};
  return path + ": " + std::to_string(count) + (count == 1 ? " correction " : " corrections ") + std::string{what} +
         "\n";
}

}  // namespace

std::string rest_path(std::string const& path) {
  auto const stem = path.ends_with(package_ending) ? path.substr(0, path.size() - package_ending.size()) : path;
  return stem + ".rest.csv";
}

Result<std::string> export_roster(store::Store& store, std::string const& path, roster::Since since, InstantMs now) {
  auto const rest = rest_path(path);
  HALLPASS_CHECK(check_free(path));
  HALLPASS_CHECK(check_free(rest));
  HALLPASS_TRY(made, roster::export_corrections(store, since, now));
  if (made.up_to == 0) return std::string{"nothing to export\n"};
  HALLPASS_CHECK(write_files(path, made));
  HALLPASS_CHECK(mark(store, made.up_to, now));
  return line_of(path, made.in_package, "to import") + line_of(rest, made.in_rest, "to type in by hand");
}

}  // namespace hallpass::server
