#pragma once
// Strong entity tags, and which of them a client names. https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3

#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/result.hpp"

namespace hallpass::api {

// Of a body, with its quotes. Another body has another tag: what a caller sees of a request may change without a step
// of it, as when a destruction empties its values.
[[nodiscard]] std::string entity_tag(std::string_view body);

// What an If-Match header names.
class EntityTags {
 public:
  EntityTags() = default;
  explicit EntityTags(std::vector<std::string> strong) : given_(true), strong_(std::move(strong)) {}
  static EntityTags any() {
    EntityTags tags;
    tags.given_ = tags.any_ = true;
    return tags;
  }

  [[nodiscard]] bool none_given() const { return !given_; }
  [[nodiscard]] bool match(std::string_view tag) const;

 private:
  bool given_ = false;
  bool any_ = false;
  std::vector<std::string> strong_;
};

// `*` or a list; weak tags are read and never match (RFC 9110, 13.1.1). Errors: malformed, `where` "If-Match".
[[nodiscard]] Result<EntityTags> read_entity_tags(std::string_view value);

}  // namespace hallpass::api
