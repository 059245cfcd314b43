#include "tests/fuzz/support/scratch_store.hpp"

#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "district/store/open.hpp"
#include "tests/fuzz/support/require.hpp"

namespace hallpass::fuzz {
namespace {

namespace fs = std::filesystem;

// In memory where that can be had: the store waits for the disk at every commit.
fs::path new_folder() {
  fs::path const memory{"/dev/shm"};
  auto pattern = ((fs::exists(memory) ? memory : fs::temp_directory_path()) / "hallpass-fuzz-XXXXXX").string();
  require(::mkdtemp(pattern.data()) != nullptr);
  return pattern;
}

}  // namespace

ScratchStore::ScratchStore() : folder_{new_folder()}, place_{(folder_ / "district.sqlite").string()} {
  open();
  keep();
}

ScratchStore::~ScratchStore() {
  close();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void ScratchStore::keep() {
  close();  // which moves the write-ahead log into the file
  std::ifstream file{place_, std::ios::binary};
  kept_.assign(std::istreambuf_iterator<char>{file}, {});
  require(!kept_.empty());
  open();
}

void ScratchStore::reset() {
  if (version() == first_version_) return;
  close();
  std::ofstream{place_, std::ios::binary}.write(kept_.data(), static_cast<std::streamsize>(kept_.size()));
  open();
}

// https://www.sqlite.org/pragma.html#pragma_data_version
int ScratchStore::version() {
  int version = 0;
  *watcher_ << "PRAGMA data_version", soci::into(version);
  return version;
}

bool ScratchStore::audit_has_grown() {
  auto const entries = store_->begin(store::Access::read).value()->audit_entries(audit_head_, 1000).value();
  if (!entries.empty()) audit_head_ = entries.back().sequence;
  return !entries.empty();
}

void ScratchStore::open() {
  auto opened = store::open_store(place_);
  require(opened.has_value());
  store_ = std::move(*opened);
  watcher_ = std::make_unique<soci::session>(soci::sqlite3, "dbname=" + place_);
  first_version_ = version();
  audit_head_ = 0;
  static_cast<void>(audit_has_grown());
}

void ScratchStore::close() {
  watcher_.reset();
  store_.reset();
}

}  // namespace hallpass::fuzz
