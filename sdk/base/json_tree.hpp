#pragma once
// JSON text -> a tree that remembers where every value stood and every key that came twice.
// Why not Boost.JSON: docs/decisions/policy-reader.md. https://www.rfc-editor.org/rfc/rfc8259

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hallpass {

struct JsonMember;

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, text, array, object };

  Kind kind = Kind::null;
  bool boolean = false;
  std::optional<std::int64_t> integer;  // of a number: absent where it has a fraction, an exponent or 19+ digits
  std::string text;                     // unescaped, valid UTF-8; of a number without `integer`: as it is spelt
  std::vector<JsonValue> items;
  std::vector<JsonMember> members;  // in order, duplicates included
  std::size_t offset = 0;           // of its first byte
};

struct JsonMember {
  std::string key;
  std::size_t offset = 0;  // of the key's quotation mark
  JsonValue value;
};

struct JsonProblem {
  std::size_t offset = 0;
  std::string_view code;  // "bad_utf8", "bad_json", "too_deep"
  std::string message;
};

// Nesting past `max_depth` containers is a problem. REQUIRES max_depth small enough for the stack (16 is).
[[nodiscard]] std::variant<JsonValue, JsonProblem> parse_json_tree(std::string_view json, std::size_t max_depth);

// `text` as a JSON string with its quotation marks, spelt as https://www.rfc-editor.org/rfc/rfc8785#section-3.2.2.2
// says. REQUIRES valid UTF-8.
[[nodiscard]] std::string quote_json(std::string_view text);
// Likewise, at the end of `out`.
void append_quoted_json(std::string& out, std::string_view text);

}  // namespace hallpass
