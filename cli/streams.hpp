#pragma once
// Files read and written piece by piece, for data of any size. Output files are private (0600) and appear whole or not.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/progress.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::cli {

struct FileCloser {
  // Whoever cares whether closing succeeds (Output::commit) releases the file and closes it.
  void operator()(std::FILE* file) const noexcept;
};
using FileHandle = std::unique_ptr<std::FILE, FileCloser>;

class Input {
 public:
  // "-" is the standard input. Errors, with the path as `where`: not_found.
  [[nodiscard]] static Result<Input> open(std::string_view path);

  // From now on a terminal sees how much of it has been read.
  void show_progress();

  // Fills `out`, or less at the end of the file. Errors: unavailable.
  [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> out);

 private:
  Input(std::string path, FileHandle file) : path_{std::move(path)}, file_{std::move(file)} {}
  std::string path_;
  FileHandle file_;
  std::unique_ptr<Progress> progress_;
};

// Whether lines about the progress would not stand between what goes to the terminal itself. `output`: absent, "-" or a
// path.
[[nodiscard]] bool leaves_terminal_free(std::optional<std::string_view> output);

class Output {
 public:
  // "-" is the standard output. A device or a pipe is written directly; a file is written beside its place, with mode
  // 0600, and takes it at commit(). Errors, with the path as `where`: unavailable.
  [[nodiscard]] static Result<Output> create(std::string_view path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();  // without commit(), nothing is left behind

  // Errors: unavailable.
  [[nodiscard]] Result<void> write(ByteView bytes);
  [[nodiscard]] Result<void> commit();

 private:
  Output(std::string path, std::string part, FileHandle file)
      : path_{std::move(path)}, part_{std::move(part)}, file_{std::move(file)} {}
  [[nodiscard]] Error failed() const;
  std::string path_;
  std::string part_;  // what is written until commit(); empty: the place itself
  FileHandle file_;
};

}  // namespace hallpass::cli
