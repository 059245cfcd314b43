#include "portal/model/json_reader.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace hallpass::portal {

void JsonReader::fail() const {
  if (!*failed_at_) *failed_at_ = where_;
}

JsonReader JsonReader::operator[](std::string_view member) const {
  auto const* object = value_ == nullptr ? nullptr : value_->if_object();
  auto const* found = object == nullptr ? nullptr : object->if_contains(member);
  JsonReader reader{found, where_ + "/" + std::string{member}, *failed_at_};
  if (found == nullptr) reader.fail();
  return reader;
}

std::string JsonReader::text() const {
  auto const* text = value_ == nullptr ? nullptr : value_->if_string();
  if (text == nullptr) fail();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

std::string JsonReader::id() const {
  std::string id = text();
  if (id.empty() || id.size() > 255) fail();
  return id;
}

bool JsonReader::boolean() const {
  auto const* boolean = value_ == nullptr ? nullptr : value_->if_bool();
  if (boolean == nullptr) fail();
  return boolean != nullptr && *boolean;
}

std::uint64_t JsonReader::count() const {
  if (value_ != nullptr && value_->is_uint64()) return value_->get_uint64();
  if (value_ != nullptr && value_->is_int64() && value_->get_int64() >= 0) {
    return static_cast<std::uint64_t>(value_->get_int64());
  }
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
  auto const* array = value_ == nullptr ? nullptr : value_->if_array();
  if (array == nullptr) {
    fail();
    return items;
  }
  items.reserve(array->size());
  for (auto const& item : *array) {
    items.push_back(JsonReader{&item, where_ + "/" + std::to_string(items.size()), *failed_at_});
  }
  return items;
}

}  // namespace hallpass::portal
