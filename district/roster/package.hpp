#pragma once
// A zip of CSV files, read file by file in constant memory, trusting nothing it says about itself.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "district/roster/limits.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::roster {

class Package {
 public:
  // Lists what is inside. Errors: not_found, `where` "package", when there is no such file; malformed, when it is no
  // zip or holds a folder, a path, a link, an encrypted file, a name twice or one that is not NAME.csv (`where`
  // "package entry 3"); too_large.
  [[nodiscard]] static Result<Package> open(std::string const& path, Limits const& limits);

  // Names without ".csv", in the order of the zip.
  [[nodiscard]] std::vector<std::string> const& files() const noexcept { return files_; }
  [[nodiscard]] bool has(std::string_view file) const;

  // Gives the file's bytes, piece by piece, to `take`; stops at its first error. Errors: what `take` returns; malformed
  // (damaged), too_large (unpacks to too much), both with `where` "users.csv".
  using Take = std::function<Result<void>(std::string_view piece)>;
  [[nodiscard]] Result<void> read(std::string_view file, Take const& take);

 private:
  Package(std::string path, Limits const& limits, std::size_t packed_bytes)
      : path_(std::move(path)), limits_(limits), packed_bytes_(packed_bytes) {}
  [[nodiscard]] Result<void> list();
  [[nodiscard]] Result<void> count(std::size_t bytes, std::string_view file);

  std::string path_;
  Limits limits_;
  std::size_t packed_bytes_;
  std::size_t unpacked_bytes_ = 0;
  std::vector<std::string> files_;
};

}  // namespace hallpass::roster
