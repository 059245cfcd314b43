#include "portal/model/json_reader.hpp"

#include <algorithm>

namespace hallpass::portal {

using Kind = JsonValue::Kind;

void JsonReader::fail() const {
  if (!*failed_at_) *failed_at_ = where_;
}

JsonReader JsonReader::operator[](std::string_view member) const {
  JsonReader reader{nullptr, where_ + "/" + std::string{member}, *failed_at_};
  if (is(Kind::object)) {
    auto const found = std::ranges::find(value_->members, member, &JsonMember::key);
    if (found != value_->members.end()) reader.value_ = &found->value;
  }
  if (reader.value_ == nullptr) reader.fail();
  return reader;
}

std::string JsonReader::text() const {
  if (is(Kind::text)) return value_->text;
  fail();
  return {};
}

std::string JsonReader::id() const {
  std::string id = text();
  if (id.empty() || id.size() > 255) fail();
  return id;
}

bool JsonReader::boolean() const {
  if (is(Kind::boolean)) return value_->boolean;
  fail();
  return false;
}

std::uint64_t JsonReader::count() const {
  if (is(Kind::number) && value_->integer.value_or(-1) >= 0) return static_cast<std::uint64_t>(*value_->integer);
  fail();
  return 0;
}

InstantMs JsonReader::instant() const {
  auto const instant = parse_instant(text());
  if (!instant) fail();
  return instant ? *instant : 0;
}

CivilDate JsonReader::date() const {
  auto const date = parse_date(text());
  if (!date) fail();
  return date ? *date : CivilDate{};
}

std::vector<JsonReader> JsonReader::list() const {
  std::vector<JsonReader> items;
  if (!is(Kind::array)) {
    fail();
    return items;
  }
  items.reserve(value_->items.size());
  for (auto const& item : value_->items) {
    items.push_back(JsonReader{&item, where_ + "/" + std::to_string(items.size()), *failed_at_});
  }
  return items;
}

}  // namespace hallpass::portal
