#include "district/roster/package.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace hallpass::roster {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} * 1024;
constexpr std::string_view suffix = ".csv";
constexpr std::size_t max_name_bytes = 64;

struct CloseArchive {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using ArchivePtr = std::unique_ptr<archive, CloseArchive>;

// Only by the central directory: a zip that says one thing there and another in front of its files is read one way.
ArchivePtr open_zip(std::string const& path) {
  ArchivePtr opened{archive_read_new()};
  if (!opened || archive_read_support_format_zip_seekable(opened.get()) != ARCHIVE_OK ||
      archive_read_open_filename(opened.get(), path.c_str(), block_bytes) != ARCHIVE_OK) {
    return nullptr;
  }
  return opened;
}

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

// "users" of "users.csv"; empty when it is not such a name.
std::string_view file_of(char const* name) {
  if (name == nullptr) return {};
  std::string_view const text{name};
  if (text.size() > max_name_bytes || !text.ends_with(suffix)) return {};
  auto const stem = text.substr(0, text.size() - suffix.size());
  return std::all_of(stem.begin(), stem.end(), is_letter) ? stem : std::string_view{};
}

Error damaged(std::string_view where) {
  return fail(ErrorCode::malformed, std::string{where}, "The zip is damaged: make the package again.");
}

}  // namespace

Result<Package> Package::open(std::string const& path, Limits const& limits) {
  std::error_code failure;
  auto const size = std::filesystem::file_size(path, failure);
  if (failure) return fail(ErrorCode::not_found, "package", "Name a zip file that can be read.");
  if (size > limits.package_bytes) return fail(ErrorCode::too_large, "package");
  Package package{path, limits, static_cast<std::size_t>(size)};
  HALLPASS_CHECK(package.list());
  return package;
}

bool Package::has(std::string_view file) const {
  return std::find(files_.begin(), files_.end(), file) != files_.end();
}

Result<void> Package::list() {
  auto const zip = open_zip(path_);
  if (!zip) return damaged("package");
  archive_entry* entry = nullptr;
  for (;;) {
    auto const status = archive_read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status != ARCHIVE_OK) return damaged("package");
    auto const where = "package entry " + std::to_string(files_.size() + 1);
    if (files_.size() == limits_.files) return fail(ErrorCode::too_large, where, "The package holds too many files.");
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_is_encrypted(entry) != 0) {
      return fail(ErrorCode::malformed, where, "A package holds plain files only: no folders, links or passwords.");
    }
    auto const file = file_of(archive_entry_pathname(entry));
    if (file.empty()) {
      return fail(ErrorCode::malformed, where, "Files of a package are named like users.csv and stand at its top.");
    }
    if (has(file)) return fail(ErrorCode::malformed, where, "A file is in the package twice.");
    files_.emplace_back(file);
  }
  if (files_.empty()) return fail(ErrorCode::malformed, "package", "The package is empty or no zip.");
  return {};
}

Result<void> Package::count(std::size_t bytes, std::string_view file) {
  unpacked_bytes_ += bytes;
  auto const allowed =
      std::min(limits_.unpacked_bytes,
               std::max(limits_.unpacked_free_bytes, limits_.unpacked_ratio * std::max<std::size_t>(packed_bytes_, 1)));
  if (unpacked_bytes_ > allowed) return fail(ErrorCode::too_large, std::string{file} + ".csv");
  return {};
}

Result<void> Package::read(std::string_view file, Take const& take) {
  auto const name = std::string{file} + ".csv";
  auto const zip = open_zip(path_);
  if (!zip) return damaged(name);
  archive_entry* entry = nullptr;
  do {
    if (archive_read_next_header(zip.get(), &entry) != ARCHIVE_OK) return damaged(name);
  } while (file_of(archive_entry_pathname(entry)) != file);
  std::vector<char> block(block_bytes);
  for (;;) {
    auto const read = archive_read_data(zip.get(), block.data(), block.size());
    if (read < 0) return damaged(name);
    if (read == 0) return {};
    HALLPASS_CHECK(count(static_cast<std::size_t>(read), file));
    HALLPASS_CHECK(take({block.data(), static_cast<std::size_t>(read)}));
  }
}

}  // namespace hallpass::roster
