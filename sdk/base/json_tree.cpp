#include "sdk/base/json_tree.hpp"

#include <array>
#include <utility>

#include "sdk/base/utf8.hpp"

namespace hallpass {
namespace {

using Problem = std::optional<JsonProblem>;
constexpr Problem fine = std::nullopt;
constexpr std::size_t max_integer_digits = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, std::uint32_t point) {
  auto const tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((point >> shift) & 0x3fU)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0U | (point >> 6U));
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0U | (point >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0U | (point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

class Parser {
 public:
  Parser(std::string_view json, std::size_t max_depth) : json_(json), max_depth_(max_depth) {}

  Problem document(JsonValue& out) {
    if (auto problem = value(out, 0)) return problem;
    skip_space();
    return at_ < json_.size() ? bad("Something follows the end of the JSON value.") : fine;
  }

 private:
  [[nodiscard]] Problem bad(std::string message) const { return JsonProblem{at_, "bad_json", std::move(message)}; }
  [[nodiscard]] char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }
  bool take(char c) {
    if (at_ >= json_.size() || json_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (at_ < json_.size() &&
           (json_[at_] == ' ' || json_[at_] == '\t' || json_[at_] == '\n' || json_[at_] == '\r')) {
      ++at_;
    }
  }

  Problem value(JsonValue& out, std::size_t depth) {
    skip_space();
    out.offset = at_;
    if (at_ >= json_.size()) return bad("The text ends where a value should be.");
    switch (json_[at_]) {
      case '{':
      case '[':
        if (depth >= max_depth_) {
          return JsonProblem{at_, "too_deep", "Nested deeper than " + std::to_string(max_depth_) + " levels."};
        }
        return json_[at_] == '{' ? object(out, depth + 1) : array(out, depth + 1);
      case '"':
        out.kind = JsonValue::Kind::text;
        return text(out.text);
      case 't':
        out.boolean = true;
        return word("true", out, JsonValue::Kind::boolean);
      case 'f':
        return word("false", out, JsonValue::Kind::boolean);
      case 'n':
        return word("null", out, JsonValue::Kind::null);
      default:
        return number(out);
    }
  }

  Problem word(std::string_view expected, JsonValue& out, JsonValue::Kind kind) {
    if (json_.substr(at_, expected.size()) != expected) return bad("This is no JSON value.");
    at_ += expected.size();
    out.kind = kind;
    return fine;
  }

  Problem object(JsonValue& out, std::size_t depth) {
    out.kind = JsonValue::Kind::object;
    ++at_;
    skip_space();
    if (take('}')) return fine;
    for (;;) {
      skip_space();
      JsonMember member;
      member.offset = at_;
      if (peek() != '"') return bad("A key in quotation marks should be here.");
      if (auto problem = text(member.key)) return problem;
      skip_space();
      if (!take(':')) return bad("A colon should follow the key.");
      if (auto problem = value(member.value, depth)) return problem;
      out.members.push_back(std::move(member));
      skip_space();
      if (take('}')) return fine;
      if (!take(',')) return bad("A comma or the closing brace should be here.");
    }
  }

  Problem array(JsonValue& out, std::size_t depth) {
    out.kind = JsonValue::Kind::array;
    ++at_;
    skip_space();
    if (take(']')) return fine;
    for (;;) {
      if (auto problem = value(out.items.emplace_back(), depth)) return problem;
      skip_space();
      if (take(']')) return fine;
      if (!take(',')) return bad("A comma or the closing bracket should be here.");
    }
  }

  Problem number(JsonValue& out) {
    out.kind = JsonValue::Kind::number;
    auto const start = at_;
    bool const negative = take('-');
    auto const first = at_;
    std::int64_t magnitude = 0;
    while (is_digit(peek())) {
      if (at_ - first < max_integer_digits) magnitude = magnitude * 10 + (peek() - '0');
      ++at_;
    }
    auto const digits = at_ - first;
    if (digits == 0) return bad("This is no JSON value.");
    if (digits > 1 && json_[first] == '0') return bad("A number does not start with a zero.");
    bool whole = digits <= max_integer_digits;
    if (take('.')) {
      whole = false;
      if (!is_digit(peek())) return bad("A digit should follow the decimal point.");
      while (is_digit(peek())) ++at_;
    }
    if (take('e') || take('E')) {
      whole = false;
      if (!take('+')) static_cast<void>(take('-'));
      if (!is_digit(peek())) return bad("A digit should follow the exponent sign.");
      while (is_digit(peek())) ++at_;
    }
    if (whole) {
      out.integer = negative ? -magnitude : magnitude;
    } else {
      out.text = json_.substr(start, at_ - start);
    }
    return fine;
  }

  Problem text(std::string& out) {
    ++at_;
    for (;;) {
      if (at_ >= json_.size()) return bad("The text ends inside a string.");
      auto const c = json_[at_];
      if (c == '"') {
        ++at_;
        return fine;
      }
      if (static_cast<unsigned char>(c) < 0x20) return bad("A control character in a string must be escaped.");
      if (c == '\\') {
        if (auto problem = escape(out)) return problem;
      } else {
        out += c;
        ++at_;
      }
    }
  }

  Problem escape(std::string& out) {
    ++at_;
    static constexpr std::string_view letters = "\"\\/bfnrt";
    static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (auto const index = at_ < json_.size() ? letters.find(json_[at_]) : std::string_view::npos;
        index != std::string_view::npos) {
      out += meanings[index];
      ++at_;
      return fine;
    }
    auto point = unicode_escape();
    if (!point) return bad("This is no JSON escape.");
    if (*point >= 0xd800 && *point < 0xdc00) {
      if (!take('\\')) return bad("The second half of a surrogate pair is missing.");
      auto const low = unicode_escape();
      if (!low || *low < 0xdc00 || *low > 0xdfff) return bad("The second half of a surrogate pair is missing.");
      point = 0x10000 + ((*point - 0xd800) << 10U) + (*low - 0xdc00);
    } else if (*point >= 0xdc00 && *point <= 0xdfff) {
      return bad("The first half of a surrogate pair is missing.");
    }
    append_utf8(out, *point);
    return fine;
  }

  // After the backslash: "uXXXX".
  std::optional<std::uint32_t> unicode_escape() {
    if (!take('u') || json_.size() - at_ < 4) return std::nullopt;
    std::uint32_t point = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      auto const c = json_[at_];
      std::uint32_t digit = 0;
      if (is_digit(c)) {
        digit = static_cast<std::uint32_t>(c - '0');
      } else if (c >= 'a' && c <= 'f') {
        digit = static_cast<std::uint32_t>(c - 'a') + 10;
      } else if (c >= 'A' && c <= 'F') {
        digit = static_cast<std::uint32_t>(c - 'A') + 10;
      } else {
        return std::nullopt;
      }
      point = point * 16 + digit;
    }
    return point;
  }

  std::string_view json_;
  std::size_t max_depth_;
  std::size_t at_ = 0;
};

}  // namespace

std::variant<JsonValue, JsonProblem> parse_json_tree(std::string_view json, std::size_t max_depth) {
  if (auto const invalid = find_invalid_utf8(json); invalid != std::string_view::npos) {
    return JsonProblem{invalid, "bad_utf8", "This byte is not UTF-8."};
  }
  JsonValue root;
  if (auto problem = Parser{json, max_depth}.document(root)) return *std::move(problem);
  return root;
}

std::string quote_json(std::string_view text) {
  std::string out;
  append_quoted_json(out, text);
  return out;
}

void append_quoted_json(std::string& out, std::string_view text) {
  static constexpr std::string_view short_forms = "\b\t\n\f\r\"\\";
  static constexpr std::string_view letters = "btnfr\"\\";
  static constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // from here on nothing had to be escaped
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto const byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out += text.substr(plain, at - plain);
    plain = at + 1;
    if (auto const index = short_forms.find(text[at]); index != std::string_view::npos) {
      (out += '\\') += letters[index];
    } else {
      ((out += "\\u00") += hex[byte >> 4U]) += hex[byte & 15U];
    }
  }
  (out += text.substr(plain)) += '"';
}

}  // namespace hallpass
