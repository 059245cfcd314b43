#include "cli/files.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace hallpass::cli {
namespace {

struct Closer {
  // A file that was only read: closing it cannot lose anything.
  void operator()(std::FILE* file) const noexcept { static_cast<void>(std::fclose(file)); }
};
using File = std::unique_ptr<std::FILE, Closer>;

Result<std::string> read_all(std::FILE* file, std::string_view path, std::size_t max_bytes) {
  std::string text;
  std::array<char, 65536> buffer{};
  while (std::feof(file) == 0 && std::ferror(file) == 0) {
    auto const got = std::fread(buffer.data(), 1, buffer.size(), file);
    text.append(buffer.data(), got);
    if (text.size() > max_bytes) {
      return fail(ErrorCode::too_large, std::string{path}, "At most " + std::to_string(max_bytes) + " bytes.");
    }
  }
  if (std::ferror(file) != 0) return fail(ErrorCode::unavailable, std::string{path}, "The file cannot be read.");
  return text;
}

bool write_all(std::FILE* file, ByteView bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() && std::fflush(file) == 0;
}

}  // namespace

Result<std::string> read_file(std::string_view path, std::size_t max_bytes) {
  if (path == "-") return read_all(stdin, path, max_bytes);
  std::string const name{path};
  std::error_code error;
  if (std::filesystem::is_directory(name, error)) {
    return fail(ErrorCode::unavailable, name, "This is a folder, not a file.");
  }
  File const file{std::fopen(name.c_str(), "rb")};
  if (!file) return fail(ErrorCode::not_found, name, "The file cannot be opened.");
  return read_all(file.get(), path, max_bytes);
}

Result<void> write_file(std::string_view path, ByteView bytes) {
  std::string const name{path};
  auto const failed = [&] { return fail(ErrorCode::unavailable, name, "The file cannot be written."); };
  if (path == "-") {
    if (!write_all(stdout, bytes)) return failed();
    return boost::system::in_place_value;
  }
  auto const part = name + ".part";
  std::FILE* file = std::fopen(part.c_str(), "wb");
  if (file == nullptr) return failed();
  bool const written = write_all(file, bytes);
  bool const closed = std::fclose(file) == 0;
  std::error_code error;
  if (written && closed) std::filesystem::rename(part, name, error);
  if (!written || !closed || error) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return failed();
  }
  return boost::system::in_place_value;
}

}  // namespace hallpass::cli
