#include "district/roster/manifest.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "district/roster/columns.hpp"
#include "district/roster/csv.hpp"

namespace hallpass::roster {
namespace {

constexpr std::string_view file_prefix = "file.";
constexpr std::array<std::string_view, 3> always_needed{"orgs", "roles", "users"};

struct Property {
  std::string value;
  std::size_t line;
};
using Properties = std::unordered_map<std::string, Property>;

Error at(std::size_t line, std::size_t column, std::string const& advice, ErrorCode code = ErrorCode::malformed) {
  return fail(code, "manifest.csv:" + std::to_string(line) + ":" + std::to_string(column), advice);
}

Result<void> take_row(Properties& properties, std::size_t line, std::span<std::string const> fields) {
  if (fields.size() != 2) return at(line, std::min<std::size_t>(fields.size(), 2) + 1, "A manifest has two columns.");
  if (line == 1) {
    if (fields[0] != "propertyName" || fields[1] != "value") return at(1, 1, "The header is propertyName,value.");
    return {};
  }
  if (!properties.emplace(fields[0], Property{fields[1], line}).second) {
    return at(line, 1, "The property is there twice.");
  }
  return {};
}

Result<void> check_version(Properties const& properties, std::string const& name, std::string_view wanted) {
  auto const found = properties.find(name);
  if (found == properties.end()) return at(1, 0, "The property " + name + " is missing.");
  if (found->second.value != wanted) {
    return at(found->second.line, 2, name + " must be " + std::string{wanted} + ".", ErrorCode::unsupported);
  }
  return {};
}

Result<void> check_file(Package const& package, std::string const& file, Property const& property) {
  auto const here = package.has(file);
  if (property.value == "absent") {
    if (here) return at(property.line, 2, "The manifest calls a file absent that is there.");
    return {};
  }
  if (property.value == "delta") {
    return at(property.line, 2, "Send a bulk package; changes alone are not read.", ErrorCode::unsupported);
  }
  if (property.value != "bulk") return at(property.line, 2, "Write bulk, delta or absent.");
  if (!here) return at(property.line, 2, "The manifest names a file that is not there.");
  return {};
}

}  // namespace

Result<void> check_manifest(Package& package, Limits const& limits) {
  if (!package.has("manifest")) return fail(ErrorCode::malformed, "manifest.csv", "The package has no manifest.");
  Properties properties;
  CsvReader reader{"manifest.csv", limits, [&](std::size_t line, std::span<std::string const> fields) {
                     return take_row(properties, line, fields);
                   }};
  HALLPASS_CHECK(package.read("manifest", [&](std::string_view piece) { return reader.feed(piece); }));
  HALLPASS_CHECK(reader.finish());
  HALLPASS_CHECK(check_version(properties, "manifest.version", "1.0"));
  HALLPASS_CHECK(check_version(properties, "oneroster.version", "1.2"));
  for (auto const& [name, property] : properties) {
    if (!name.starts_with(file_prefix)) continue;
    HALLPASS_CHECK(check_file(package, name.substr(file_prefix.size()), property));
  }
  for (auto const& file : package.files()) {
    auto const all = file_columns();
    auto const read = std::any_of(all.begin(), all.end(), [&](FileColumns const& each) { return each.file == file; });
    if (file != "manifest" && !read && !is_ignored_file(file)) {
      return fail(ErrorCode::malformed, "package", "OneRoster 1.2 has no file of one of these names.");
    }
    if (file != "manifest" && !properties.contains(std::string{file_prefix} + file)) {
      return fail(ErrorCode::malformed, file + ".csv", "The manifest does not name this file.");
    }
  }
  for (auto const file : always_needed) {
    if (!package.has(file)) return fail(ErrorCode::malformed, std::string{file} + ".csv", "This file is needed.");
  }
  return {};
}

}  // namespace hallpass::roster
