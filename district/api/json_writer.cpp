#include "district/api/json_writer.hpp"

#include "sdk/base/json_tree.hpp"

namespace hallpass::api {

void JsonWriter::name(std::string_view name) {
  separate();
  ((text_ += '"') += name) += "\":";
  follows_ = false;
}

void JsonWriter::value(std::string_view text) {
  separate();
  append_quoted_json(text_, text);
}

void JsonWriter::raw(std::string_view json) {
  separate();
  text_ += json;
}

void JsonWriter::begin(char bracket) {
  separate();
  text_ += bracket;
  follows_ = false;
}

void JsonWriter::end(char bracket) {
  text_ += bracket;
  follows_ = true;
}

void JsonWriter::separate() {
  if (follows_) text_ += ',';
  follows_ = true;
}

}  // namespace hallpass::api
