#include "cli/streams.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace hallpass::cli {

void FileCloser::operator()(std::FILE* file) const noexcept {
  if (file != stdin && file != stdout) static_cast<void>(std::fclose(file));
}

Result<Input> Input::open(std::string_view path) {
  if (path == "-") return Input{"standard input", FileHandle{stdin}};
  std::string name{path};
  std::error_code error;
  FileHandle file{std::filesystem::is_directory(name, error) ? nullptr : std::fopen(name.c_str(), "rbe")};
  if (!file) return fail(ErrorCode::not_found, name, "The file cannot be opened.");
  return Input{std::move(name), std::move(file)};
}

Result<std::size_t> Input::read(std::span<std::uint8_t> out) {
  auto const got = std::fread(out.data(), 1, out.size(), file_.get());
  if (std::ferror(file_.get()) != 0) return fail(ErrorCode::unavailable, path_, "The file cannot be read.");
  if (progress_) progress_->add(got);
  return got;
}

void Input::show_progress() {
  struct stat status{};
  bool const is_known = fstat(fileno(file_.get()), &status) == 0 && S_ISREG(status.st_mode);
  progress_ = std::make_unique<Progress>(is_known ? static_cast<std::uint64_t>(status.st_size) : 0);
}

bool leaves_terminal_free(std::optional<std::string_view> output) {
  return output.value_or("-") != "-" || isatty(STDOUT_FILENO) == 0;
}

Result<Output> Output::create(std::string_view path) {
  std::string name{path};
  if (path == "-") return Output{"standard output", {}, FileHandle{stdout}};
  struct stat status{};
  if (stat(name.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) {
      Output direct{name, {}, FileHandle{std::fopen(name.c_str(), "wbe")}};
      return direct.file_ ? Result<Output>{std::move(direct)} : direct.failed();
    }
    std::error_code error;
    auto const target = std::filesystem::canonical(name, error);  // through a link, not over it
    if (!error) name = target.string();
  }
  auto part = name + ".XXXXXX";
  auto const descriptor = mkstemp(part.data());  // mode 0600
  Output output{std::move(name), std::move(part), FileHandle{descriptor < 0 ? nullptr : fdopen(descriptor, "wb")}};
  if (output.file_) return output;
  if (descriptor < 0) output.part_.clear();
  return output.failed();
}

Output::Output(Output&& other) noexcept
    : path_{std::move(other.path_)}, part_{std::exchange(other.part_, {})}, file_{std::move(other.file_)} {}

Output::~Output() {
  if (!part_.empty()) static_cast<void>(std::remove(part_.c_str()));
}

Error Output::failed() const {
  return fail(ErrorCode::unavailable, path_, "The file cannot be written.");
}

Result<void> Output::write(ByteView bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return failed();
  return {};
}

Result<void> Output::commit() {
  if (std::fflush(file_.get()) != 0) return failed();
  if (part_.empty()) return {};
  if (fsync(fileno(file_.get())) != 0 || std::fclose(file_.release()) != 0) return failed();
  if (std::rename(part_.c_str(), path_.c_str()) != 0) return failed();
  part_.clear();
  return {};
}

}  // namespace hallpass::cli
