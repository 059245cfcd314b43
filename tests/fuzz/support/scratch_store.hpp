#pragma once
// A district's store that can be put back to what it was, and says whether anything was committed to it.

#include <soci/soci.h>

#include <filesystem>
#include <memory>
#include <string>

#include "district/store/store.hpp"

namespace hallpass::fuzz {

class ScratchStore {
 public:
  ScratchStore();
  ScratchStore(ScratchStore const&) = delete;
  ScratchStore& operator=(ScratchStore const&) = delete;
  ~ScratchStore();

  // Until the next keep() or reset().
  [[nodiscard]] store::Store& store() const noexcept { return *store_; }

  // From now on reset() goes back to what is there now.
  void keep();
  // Nothing is done when nothing was committed.
  void reset();

  // Another number after each commit that wrote something.
  [[nodiscard]] int version();
  // Whether the audit log has grown since the last time it was asked, or since reset().
  [[nodiscard]] bool audit_has_grown();

 private:
  void open();
  void close();

  std::filesystem::path folder_;
  std::string place_;
  std::string kept_;  // the database file's bytes
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<soci::session> watcher_;
  int first_version_ = 0;
  std::int64_t audit_head_ = 0;
};

}  // namespace hallpass::fuzz
