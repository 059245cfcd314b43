#pragma once
// JSON written straight into a text: a record has hundreds of little values, and to put a tree of them together first
// was a quarter of what showing it took. https://www.rfc-editor.org/rfc/rfc8259

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace hallpass::api {

// REQUIRES of the caller that what is begun is ended, and that in an object every value has its name before it.
class JsonWriter {
 public:
  explicit JsonWriter(std::size_t expected_bytes) { text_.reserve(expected_bytes); }

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_list() { begin('['); }
  void end_list() { end(']'); }
  // REQUIRES: nothing in it must be escaped.
  void name(std::string_view name);

  void value(std::string_view text);
  void value(std::same_as<bool> auto holds) { raw(holds ? "true" : "false"); }
  void value(std::integral auto number)
    requires(!std::same_as<decltype(number), bool>)
  {
    raw(std::to_string(number));
  }
  void null() { raw("null"); }
  // A value that is JSON already.
  void raw(std::string_view json);

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void begin(char bracket);
  void end(char bracket);
  void separate();

  std::string text_;
  bool follows_ = false;  // another value, in the same object or list
};

}  // namespace hallpass::api
