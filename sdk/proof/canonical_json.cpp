#include "sdk/proof/canonical_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace hallpass::proof::json {

namespace {

using Kind = Value::Kind;

// Every integer up to here is a double.
constexpr std::int64_t largest_exact = 1LL << 53U;

// https://www.rfc-editor.org/rfc/rfc8785#section-3.2.3 sorts by UTF-16 code units: a pair of surrogates comes before
// what is past them in the first plane. REQUIRES valid UTF-8.
std::u16string utf16(std::string_view text) {
  std::u16string out;
  for (std::size_t at = 0; at < text.size();) {
    auto const lead = static_cast<unsigned char>(text[at]);
    std::size_t const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t tail = 1; tail < length; ++tail) {
      point = point << 6U | (static_cast<unsigned char>(text[at + tail]) & 0x3fU);
    }
    at += length;
    if (point >= 0x10000) {
      out += static_cast<char16_t>(0xd800 + ((point - 0x10000) >> 10U));
      out += static_cast<char16_t>(0xdc00 + ((point - 0x10000) & 0x3ffU));
    } else {
      out += static_cast<char16_t>(point);
    }
  }
  return out;
}

// https://tc39.es/ecma262/#sec-numeric-types-number-tostring, with the names it gives: the digits s (k of them) stand
// for 0.s times 10 to the n.
std::string format(double number) {
  if (number == 0) return "0";
  std::array<char, 32> buffer{};
  auto const scientific =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific);
  std::string_view const shortest{buffer.data(), static_cast<std::size_t>(scientific.ptr - buffer.data())};
  auto const mark = shortest.find('e');
  std::string digits{shortest.substr(0, mark)};
  std::erase(digits, '.');
  auto const exponent = shortest.substr(mark + (shortest[mark + 1] == '+' ? 2 : 1));
  int power = 0;
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);

  int const n = power + 1;
  int const k = static_cast<int>(digits.size());
  std::string const sign = number < 0 ? "-" : "";
  auto const zeros = [](int count) { return std::string(static_cast<std::size_t>(count), '0'); };
  if (k <= n && n <= 21) return sign + digits + zeros(n - k);
  if (0 < n && n <= 21) return sign + digits.insert(static_cast<std::size_t>(n), ".");
  if (-6 < n && n <= 0) return sign + "0." + zeros(-n) + digits;
  if (k > 1) digits.insert(1, ".");
  return sign + digits + (power < 0 ? "e-" : "e+") + std::to_string(std::abs(power));
}

Result<void> append(std::string& out, Value const& value);

Result<void> append_number(std::string& out, Value const& value) {
  if (value.integer && std::abs(*value.integer) <= largest_exact) {
    out += std::to_string(*value.integer);
    return {};
  }
  // The parser has checked the spelling. Every program here runs in the "C" locale.
  double const number = value.integer ? static_cast<double>(*value.integer) : std::strtod(value.text.c_str(), nullptr);
  if (!std::isfinite(number)) return fail(ErrorCode::malformed, "number", "This number is too large.");
  out += format(number);
  return {};
}

Result<void> append_list(std::string& out, Value const& value) {
  out += '[';
  for (std::size_t index = 0; index < value.items.size(); ++index) {
    if (index > 0) out += ',';
    HALLPASS_CHECK(append(out, value.items[index]));
  }
  out += ']';
  return {};
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

bool comes_before(std::string_view one, std::string_view other) {
  return is_ascii(one) && is_ascii(other) ? one < other : utf16(one) < utf16(other);
}

Result<void> append_object(std::string& out, Value const& value) {
  std::vector<JsonMember const*> sorted;
  sorted.reserve(value.members.size());
  for (auto const& member : value.members) sorted.push_back(&member);
  std::ranges::sort(sorted, comes_before, [](JsonMember const* member) { return std::string_view{member->key}; });
  out += '{';
  for (auto const* const member : sorted) {
    if (member != sorted.front()) out += ',';
    append_quoted_json(out, member->key);
    out += ':';
    HALLPASS_CHECK(append(out, member->value));
  }
  out += '}';
  return {};
}

Result<void> append(std::string& out, Value const& value) {
  switch (value.kind) {
    case Kind::null:
      out += "null";
      return {};
    case Kind::boolean:
      out += value.boolean ? "true" : "false";
      return {};
    case Kind::number:
      return append_number(out, value);
    case Kind::text:
      append_quoted_json(out, value.text);
      return {};
    case Kind::array:
      return append_list(out, value);
    case Kind::object:
      return append_object(out, value);
  }
  return {};
}

}  // namespace

Result<std::string> canonical(Value const& value) {
  std::string out;
  HALLPASS_CHECK(append(out, value));
  return out;
}

Value text(std::string_view content) {
  Value value;
  value.kind = Kind::text;
  value.text = content;
  return value;
}

Value whole(std::int64_t number) {
  Value value;
  value.kind = Kind::number;
  value.integer = number;
  return value;
}

Value truth(bool holds) {
  Value value;
  value.kind = Kind::boolean;
  value.boolean = holds;
  return value;
}

Value seconds(InstantMs at) {
  return whole(at / 1000);
}

Value list(std::vector<std::string> const& texts) {
  std::vector<Value> items;
  items.reserve(texts.size());
  for (auto const& content : texts) items.push_back(text(content));
  return list(std::move(items));
}

Value list(std::vector<Value> items) {
  Value value;
  value.kind = Kind::array;
  value.items = std::move(items);
  return value;
}

Value object(std::initializer_list<std::pair<std::string_view, Value>> members) {
  Value value;
  value.kind = Kind::object;
  value.members.reserve(members.size());
  for (auto const& [name, member] : members) add(value, name, member);
  return value;
}

void add(Value& object, std::string_view name, Value value) {
  object.members.push_back({std::string{name}, 0, std::move(value)});
}

}  // namespace hallpass::proof::json
