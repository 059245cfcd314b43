#include "district/roster/write_zip.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace hallpass::roster {
namespace {

constexpr InstantMs second_ms = 1000;
constexpr unsigned file_mode = 0644;

struct FreeArchive {
  void operator()(archive* made) const { archive_write_free(made); }
};
struct FreeEntry {
  void operator()(archive_entry* made) const { archive_entry_free(made); }
};

la_ssize_t append(archive* /*zip*/, void* bytes, void const* piece, std::size_t size) {
  static_cast<std::string*>(bytes)->append(static_cast<char const*>(piece), size);
  return static_cast<la_ssize_t>(size);
}

bool add(archive* zip, ZipFile const& file, InstantMs at) {
  std::unique_ptr<archive_entry, FreeEntry> const entry{archive_entry_new()};
  if (!entry) return false;
  archive_entry_set_pathname(entry.get(), file.name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), file_mode);
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.content.size()));
  archive_entry_set_mtime(entry.get(), at / second_ms, 0);
  return archive_write_header(zip, entry.get()) == ARCHIVE_OK &&
         archive_write_data(zip, file.content.data(), file.content.size()) ==
             static_cast<la_ssize_t>(file.content.size());
}

}  // namespace

Result<std::string> write_zip(std::vector<ZipFile> const& files, InstantMs at) {
  std::string bytes;
  std::unique_ptr<archive, FreeArchive> const zip{archive_write_new()};
  bool good = zip && archive_write_set_format_zip(zip.get()) == ARCHIVE_OK &&
              archive_write_open(zip.get(), &bytes, nullptr, append, nullptr) == ARCHIVE_OK;
  for (auto const& file : files) good = good && add(zip.get(), file, at);
  if (!good || archive_write_close(zip.get()) != ARCHIVE_OK) return fail(ErrorCode::internal, "package");
  return bytes;
}

}  // namespace hallpass::roster
