#pragma once
// One CSV file of a package as rows with named columns.

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "district/roster/columns.hpp"
#include "district/roster/package.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::roster {

// Which column stands where. Views point into columns.cpp.
class Header {
 public:
  // Errors: malformed, `where` "users.csv:1:COLUMN": unknown, twice, or (column 0) a required one missing.
  [[nodiscard]] static Result<Header> read(FileColumns const& expected, std::span<std::string const> names);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t ignored() const noexcept { return ignored_; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

 private:
  std::size_t size_ = 0;
  std::size_t ignored_ = 0;
  std::unordered_map<std::string_view, std::size_t> places_;
};

class Row {
 public:
  Row(std::string_view file, Header const& header, std::size_t line, std::span<std::string const> fields)
      : file_(file), header_(header), line_(line), fields_(fields) {}

  // Empty when the file has no such column. An own extension goes by its name after "metadata.hallpass.".
  [[nodiscard]] std::string_view get(std::string_view column) const;
  // Errors of these: malformed, at the field.
  [[nodiscard]] Result<std::string_view> required(std::string_view column) const;
  [[nodiscard]] Result<std::optional<bool>> boolean(std::string_view column) const;
  [[nodiscard]] Result<std::optional<CivilDate>> date(std::string_view column) const;
  // A comma-separated list of ids, without blanks around them and empty ones.
  [[nodiscard]] std::vector<std::string_view> list(std::string_view column) const;
  [[nodiscard]] Error malformed(std::string_view column, std::string const& advice) const;
  [[nodiscard]] std::size_t line() const noexcept { return line_; }

 private:
  std::string_view file_;
  Header const& header_;
  std::size_t line_;
  std::span<std::string const> fields_;
};

// Reads the file row by row; returns how many columns were passed over. A package that lacks it has no rows of it.
using TakeRow = std::function<Result<void>(Row const&)>;
[[nodiscard]] Result<std::size_t> read_table(Package& package, Limits const& limits, std::string_view file,
                                             TakeRow const& take);

}  // namespace hallpass::roster
