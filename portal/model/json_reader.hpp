#pragma once
// Reads a JSON answer member by member; the first thing that is not as expected is remembered, everything after it
// reads as empty. So a reader is written without a branch and checked once at its end.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/civil_time.hpp"
#include "sdk/base/json_tree.hpp"

namespace hallpass::portal {

// How deep what is read may be nested.
inline constexpr std::size_t max_json_depth = 16;

class JsonReader {
 public:
  // failed_at: where the first failure's JSON Pointer goes; both must outlive this.
  JsonReader(JsonValue const* value, std::optional<std::string>& failed_at) : value_{value}, failed_at_{&failed_at} {}

  [[nodiscard]] JsonReader operator[](std::string_view member) const;
  [[nodiscard]] bool is_null() const noexcept { return is(JsonValue::Kind::null); }
  // Valid UTF-8.
  [[nodiscard]] std::string text() const;
  // A text of 1…255 bytes.
  [[nodiscard]] std::string id() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::uint64_t count() const;
  [[nodiscard]] InstantMs instant() const;
  [[nodiscard]] CivilDate date() const;
  [[nodiscard]] std::vector<JsonReader> list() const;

 private:
  JsonReader(JsonValue const* value, std::string where, std::optional<std::string>& failed_at)
      : value_{value}, where_{std::move(where)}, failed_at_{&failed_at} {}
  [[nodiscard]] bool is(JsonValue::Kind kind) const noexcept { return value_ != nullptr && value_->kind == kind; }
  void fail() const;

  JsonValue const* value_;  // null after a failure above it
  std::string where_;
  std::optional<std::string>* failed_at_;
};

}  // namespace hallpass::portal
