#include "sdk/base/error.hpp"

#include <array>
#include <cstddef>

namespace hallpass {
namespace {

struct Row {
  std::string_view name;
  std::string_view title;
  int http_status;
};

constexpr auto rows = std::to_array<Row>({
#define HALLPASS_ERROR(name, status, title) {#name, title, status},
#include "sdk/base/error_codes.inc"
#undef HALLPASS_ERROR
});

Row const& row_of(ErrorCode code) noexcept {
  return rows[static_cast<std::size_t>(code)];
}

}  // namespace

std::string_view to_string(ErrorCode code) noexcept {
  return row_of(code).name;
}
std::string_view title(ErrorCode code) noexcept {
  return row_of(code).title;
}
int http_status(ErrorCode code) noexcept {
  return row_of(code).http_status;
}

Error::Error(ErrorCode what, std::string_view place, std::string_view what_to_do)
    : code{what}, where{place}, advice{what_to_do} {}
Error::Error() noexcept : code{} {}
Error::Error(Error const& other) = default;
Error::Error(Error&& other) noexcept = default;
Error& Error::operator=(Error const& other) = default;
Error& Error::operator=(Error&& other) noexcept = default;
Error::~Error() = default;

Error fail(ErrorCode code, std::string_view where, std::string_view advice) {
  return {code, where, advice};
}

}  // namespace hallpass
