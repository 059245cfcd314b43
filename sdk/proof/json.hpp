#pragma once
// The little JSON that signed things need: objects whose names come once (RFC 7515 section 4), read strictly.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/json_tree.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::proof::json {

using Value = JsonValue;

// The object that `text` is. Errors: malformed with `where`, also for a name that comes twice, at any depth.
[[nodiscard]] Result<Value> parse_object(std::string_view text, std::string_view where);

[[nodiscard]] Value const* find(Value const& object, std::string_view name) noexcept;
[[nodiscard]] bool has(Value const& object, std::string_view name) noexcept;
// Nothing when it is missing or is not a text.
[[nodiscard]] std::optional<std::string> find_text(Value const& object, std::string_view name);
// Errors: malformed with `where`/`name`.
[[nodiscard]] Result<std::string> text_of(Value const& object, std::string_view name, std::string_view where);
[[nodiscard]] Result<std::vector<Value> const*> items_of(Value const& object, std::string_view name,
                                                         std::string_view where);
// Texts, at least one. Errors: malformed with `where`/`name`, and the item's number where an item is none.
[[nodiscard]] Result<std::vector<std::string>> texts_of(Value const& object, std::string_view name,
                                                        std::string_view where);
// Errors: malformed with `where`/`name`.
[[nodiscard]] Result<std::int64_t> whole_of(Value const& object, std::string_view name, std::string_view where);
// https://www.rfc-editor.org/rfc/rfc7519#section-2: NumericDate; whole seconds from 1970 to the year 9999 here.
// Errors: malformed with `where`/`name`.
[[nodiscard]] Result<InstantMs> time_of(Value const& object, std::string_view name, std::string_view where);

}  // namespace hallpass::proof::json
