#pragma once
// Whole files in and out, for every command.

#include <cstddef>
#include <string>
#include <string_view>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::cli {

// `path` "-" is the standard input. Errors (where: the path): not_found, too_large, unavailable.
[[nodiscard]] Result<std::string> read_file(std::string_view path, std::size_t max_bytes);

// `path` "-" is the standard output. Writes beside the target and renames, so nobody sees half a file.
// Errors (where: the path): unavailable.
[[nodiscard]] Result<void> write_file(std::string_view path, ByteView bytes);

}  // namespace hallpass::cli
