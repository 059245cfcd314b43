#include "district/server/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace hallpass::server {
namespace {

// A new name is on disk only when its folder is.
bool sync_folder_of(std::string const& path) {
  auto const folder = std::filesystem::path{path}.parent_path();
  auto const descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  bool const synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced;
}

}  // namespace

WholeFile::WholeFile(std::string path, std::string_view flag)
    : path_(std::move(path)), part_(path_ + ".part"), flag_(flag) {
  auto const descriptor = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) file_.reset(::fdopen(descriptor, "wb"));
}

WholeFile::~WholeFile() {
  if (!part_.empty()) ::unlink(part_.c_str());
}

Result<void> WholeFile::write(std::string_view bytes) {
  if (!file_ || std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return failed();
  return {};
}

Result<void> WholeFile::commit() {
  if (!file_ || std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) return failed();
  if (std::rename(part_.c_str(), path_.c_str()) != 0) return failed();
  part_.clear();
  if (!sync_folder_of(path_)) return failed();
  return {};
}

Error WholeFile::failed() const {
  return fail(ErrorCode::unavailable, flag_, "This file cannot be written.");
}

}  // namespace hallpass::server
