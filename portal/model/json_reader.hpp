#pragma once
// Reads a JSON answer member by member; the first thing that is not as expected is remembered, everything after it
// reads as empty. So a reader is written without a branch and checked once at its end.

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/civil_time.hpp"

namespace hallpass::portal {

class JsonReader {
 public:
  // failed_at: where the first failure's JSON Pointer goes; both must outlive this.
  JsonReader(boost::json::value const* value, std::optional<std::string>& failed_at)
      : value_{value}, failed_at_{&failed_at} {}

  [[nodiscard]] JsonReader operator[](std::string_view member) const;
  [[nodiscard]] bool is_null() const noexcept { return value_ != nullptr && value_->is_null(); }
  // UTF-8 as Boost.JSON checked it.
  [[nodiscard]] std::string text() const;
  // A text of 1…255 bytes.
  [[nodiscard]] std::string id() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::uint64_t count() const;
  [[nodiscard]] InstantMs instant() const;
  [[nodiscard]] CivilDate date() const;
  [[nodiscard]] std::vector<JsonReader> list() const;

 private:
  JsonReader(boost::json::value const* value, std::string where, std::optional<std::string>& failed_at)
      : value_{value}, where_{std::move(where)}, failed_at_{&failed_at} {}
  void fail() const;

  boost::json::value const* value_;  // null after a failure above it
  std::string where_;
  std::optional<std::string>* failed_at_;
};

}  // namespace hallpass::portal
