#pragma once
// What went wrong and where, as a value that every room returns.

#include <cstdint>
#include <string>
#include <string_view>

namespace hallpass {

enum class ErrorCode : std::uint8_t {
#define HALLPASS_ERROR(code, status, title) code,
#include "sdk/base/error_codes.inc"
#undef HALLPASS_ERROR
};

// The code's name as written in error_codes.inc, e.g. "not_found". Stable: programs may rely on it.
[[nodiscard]] std::string_view to_string(ErrorCode code) noexcept;
// One plain sentence part for people, without a full stop.
[[nodiscard]] std::string_view title(ErrorCode code) noexcept;
// The HTTP status a server answers with, 400…599.
[[nodiscard]] int http_status(ErrorCode code) noexcept;

struct Error {
  // None of these is inline: every Result holds an Error, and a page's module is a tenth smaller for it.
  Error() noexcept;  // what boost::system::result asks for, and never used
  Error(ErrorCode code, std::string_view where, std::string_view advice);
  Error(Error const& other);
  Error(Error&& other) noexcept;
  Error& operator=(Error const& other);
  Error& operator=(Error&& other) noexcept;
  ~Error();

  ErrorCode code;
  // A JSON Pointer (RFC 6901), an argument's name, or "file:line:column"; never anybody's data.
  std::string where;
  // What to do about it, a full sentence; may be empty. Never anybody's data.
  std::string advice;

  friend bool operator==(Error const&, Error const&) = default;
};

// Makes an error. Not inline: a module has hundreds of these, and its size counts.
[[nodiscard]] Error fail(ErrorCode code, std::string_view where, std::string_view advice = {});

}  // namespace hallpass
