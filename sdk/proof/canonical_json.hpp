#pragma once
// JSON in the one form that bytes are made of when it is signed or compared: https://www.rfc-editor.org/rfc/rfc8785
// Statements that this room signs are written so: the same claims are the same bytes, and with Ed25519 the same
// signature.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/proof/json.hpp"

namespace hallpass::proof::json {

// Numbers are IEEE 754 doubles, as everywhere in JavaScript: what a double cannot hold is rounded to one.
// Errors: malformed with `where` "number", for a number that is larger than any double.
// REQUIRES names that come once (parse_object), and UTF-8.
[[nodiscard]] Result<std::string> canonical(Value const& value);

// Values to be written.
[[nodiscard]] Value text(std::string_view content);
[[nodiscard]] Value whole(std::int64_t number);
[[nodiscard]] Value truth(bool holds);
// https://www.rfc-editor.org/rfc/rfc7519#section-2: NumericDate, in whole seconds.
[[nodiscard]] Value seconds(InstantMs at);
[[nodiscard]] Value list(std::vector<std::string> const& texts);
[[nodiscard]] Value list(std::vector<Value> items);
[[nodiscard]] Value object(std::initializer_list<std::pair<std::string_view, Value>> members);
void add(Value& object, std::string_view name, Value value);

}  // namespace hallpass::proof::json
