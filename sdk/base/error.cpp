#include "sdk/base/error.hpp"

namespace hallpass {

std::string_view to_string(ErrorCode code) noexcept {
  switch (code) {
#define HALLPASS_ERROR(name, status, title) \
  case ErrorCode::name:                     \
    return #name;
#include "sdk/base/error_codes.inc"
#undef HALLPASS_ERROR
  }
  return "internal";
}

std::string_view title(ErrorCode code) noexcept {
  switch (code) {
#define HALLPASS_ERROR(name, status, title) \
  case ErrorCode::name:                     \
    return title;
#include "sdk/base/error_codes.inc"
#undef HALLPASS_ERROR
  }
  return "Our own fault";
}

int http_status(ErrorCode code) noexcept {
  switch (code) {
#define HALLPASS_ERROR(name, status, title) \
  case ErrorCode::name:                     \
    return status;
#include "sdk/base/error_codes.inc"
#undef HALLPASS_ERROR
  }
  return 500;
}

}  // namespace hallpass
