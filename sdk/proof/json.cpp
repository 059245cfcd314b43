#include "sdk/proof/json.hpp"

#include <algorithm>

namespace hallpass::proof::json {

namespace {

constexpr std::size_t max_depth = 8;

bool names_come_once(Value const& value) {
  std::vector<std::string_view> names;
  names.reserve(value.members.size());
  for (auto const& member : value.members) names.emplace_back(member.key);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end() && std::ranges::all_of(value.items, names_come_once) &&
         std::ranges::all_of(value.members, [](auto const& member) { return names_come_once(member.value); });
}

Error wrong(std::string_view where, std::string_view name, std::string_view kind) {
  return fail(ErrorCode::malformed, std::string{where} + "/" + std::string{name},
              "This must be " + std::string{kind} + ".");
}

}  // namespace

Result<Value> parse_object(std::string_view text, std::string_view where) {
  auto parsed = parse_json_tree(text, max_depth);
  auto* value = std::get_if<Value>(&parsed);
  if (value == nullptr || value->kind != Value::Kind::object) {
    return fail(ErrorCode::malformed, where, "This is not a JSON object.");
  }
  if (!names_come_once(*value)) return fail(ErrorCode::malformed, where, "A name comes twice in this JSON object.");
  return std::move(*value);
}

Value const* find(Value const& object, std::string_view name) noexcept {
  auto const member = std::ranges::find(object.members, name, &JsonMember::key);
  return member == object.members.end() ? nullptr : &member->value;
}

bool has(Value const& object, std::string_view name) noexcept {
  return find(object, name) != nullptr;
}

std::optional<std::string> find_text(Value const& object, std::string_view name) {
  auto const* value = find(object, name);
  if (value == nullptr || value->kind != Value::Kind::text) return std::nullopt;
  return value->text;
}

Result<std::string> text_of(Value const& object, std::string_view name, std::string_view where) {
  auto text = find_text(object, name);
  if (!text) return wrong(where, name, "a text");
  return *std::move(text);
}

Result<std::vector<Value> const*> items_of(Value const& object, std::string_view name, std::string_view where) {
  auto const* value = find(object, name);
  if (value == nullptr || value->kind != Value::Kind::array) return wrong(where, name, "a list");
  return &value->items;
}

Result<std::vector<std::string>> texts_of(Value const& object, std::string_view name, std::string_view where) {
  HALLPASS_TRY(items, items_of(object, name, where));
  std::vector<std::string> texts;
  for (std::size_t index = 0; index < items->size(); ++index) {
    if ((*items)[index].kind != Value::Kind::text) {
      return wrong(where, std::string{name} + "/" + std::to_string(index), "a text");
    }
    texts.push_back((*items)[index].text);
  }
  if (texts.empty()) return wrong(where, name, "a list with at least one text");
  return texts;
}

Result<std::int64_t> whole_of(Value const& object, std::string_view name, std::string_view where) {
  auto const* const value = find(object, name);
  if (value == nullptr || !value->integer) return wrong(where, name, "a whole number");
  return *value->integer;
}

Result<InstantMs> time_of(Value const& object, std::string_view name, std::string_view where) {
  constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999
  auto const* value = find(object, name);
  if (value == nullptr || !value->integer || *value->integer < 0 || *value->integer > last_second) {
    return wrong(where, name, "whole seconds since 1970");
  }
  return *value->integer * 1000;
}

}  // namespace hallpass::proof::json
