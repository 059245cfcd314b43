#pragma once
// Writes JSON (RFC 8259): what the portal sends, saves and keeps, as its text. Reading is json_reader.hpp.

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hallpass::portal {

class Json {
 public:
  using Member = std::pair<std::string_view, Json>;

  // REQUIRES valid UTF-8.
  Json(std::string_view text);                                              // NOLINT(google-explicit-constructor)
  Json(std::string const& text) : Json(std::string_view{text}) {}           // NOLINT(google-explicit-constructor)
  Json(char const* text) : Json(std::string_view{text}) {}                  // NOLINT(google-explicit-constructor)
  Json(std::same_as<bool> auto value) : text_(value ? "true" : "false") {}  // NOLINT(google-explicit-constructor)
  Json(std::same_as<int> auto value) : text_(std::to_string(value)) {}      // NOLINT(google-explicit-constructor)
  // An object, its members in this order.
  Json(std::initializer_list<Member> members);
  // An array.
  Json(std::vector<Json> const& items);  // NOLINT(google-explicit-constructor)

  [[nodiscard]] std::string const& text() const noexcept { return text_; }

 private:
  std::string text_;
};

}  // namespace hallpass::portal
