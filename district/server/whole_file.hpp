#pragma once
// A file that appears whole or not at all, readable by its owner only.

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "sdk/base/result.hpp"

namespace hallpass::server {

// Stands beside its place until it is whole. Errors of both: unavailable, `where` the flag.
class WholeFile {
 public:
  // `flag`: of the command line, which named the file.
  WholeFile(std::string path, std::string_view flag);
  WholeFile(WholeFile const&) = delete;
  WholeFile& operator=(WholeFile const&) = delete;
  ~WholeFile();

  [[nodiscard]] Result<void> write(std::string_view bytes);
  // When this returns without an error, the file is on disk in its place, instead of what was there.
  [[nodiscard]] Result<void> commit();

 private:
  struct Closer {
    void operator()(std::FILE* file) const noexcept { static_cast<void>(std::fclose(file)); }
  };
  [[nodiscard]] Error failed() const;

  std::string path_;
  std::string part_;
  std::string flag_;
  std::unique_ptr<std::FILE, Closer> file_;
};

}  // namespace hallpass::server
