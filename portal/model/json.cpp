#include "portal/model/json.hpp"

#include "sdk/base/json_tree.hpp"

namespace hallpass::portal {

Json::Json(std::string_view text) : text_(quote_json(text)) {}

Json::Json(std::initializer_list<Member> members) : text_("{") {
  for (auto const& [name, value] : members) {
    if (text_.size() > 1) text_ += ',';
    (text_ += quote_json(name)) += ':';
    text_ += value.text_;
  }
  text_ += '}';
}

Json::Json(std::vector<Json> const& items) : text_("[") {
  for (Json const& item : items) {
    if (text_.size() > 1) text_ += ',';
    text_ += item.text_;
  }
  text_ += ']';
}

}  // namespace hallpass::portal
