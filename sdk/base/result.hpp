#pragma once
// Result<T>: a value or an Error. No exception crosses a public header.
// boost::system::result because g++ 12 has no usable std::expected (docs/decisions/result-type.md).

#include <boost/system/result.hpp>

#include <exception>
#include <source_location>
#include <utility>

#include "sdk/base/error.hpp"

namespace hallpass {

// REQUIRES of Boost: what value() on an error does. It is a bug of ours, so it ends the program.
[[noreturn]] inline void throw_exception_from_error(Error const& /*error*/, boost::source_location const& /*where*/) {
  std::terminate();
}

template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace hallpass

// HALLPASS_TRY(name, expression): declares `name` as the value, or returns the error from this function.
#define HALLPASS_TRY(name, ...)                                \
  auto name##_result = (__VA_ARGS__);                          \
  if (!name##_result) return std::move(name##_result).error(); \
  auto& name = *name##_result
// HALLPASS_CHECK(expression): returns the error of a Result<void> from this function.
#define HALLPASS_CHECK(...)                                                     \
  do {                                                                          \
    if (auto check_ = (__VA_ARGS__); !check_) return std::move(check_).error(); \
  } while (false)
