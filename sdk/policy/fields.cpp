#include "sdk/policy/fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace hallpass::policy {
namespace {

std::string_view kind_name(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::null:
      return "null";
    case JsonValue::Kind::boolean:
      return "true or false";
    case JsonValue::Kind::number:
      return "a number";
    case JsonValue::Kind::text:
      return "a text";
    case JsonValue::Kind::array:
      return "a list";
    case JsonValue::Kind::object:
      return "an object";
  }
  return "unknown";
}

std::string joined(std::span<std::string_view const> names) {
  std::string out;
  for (auto const name : names) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

std::string did_you_mean(std::string_view word, std::span<std::string_view const> names, std::string const& otherwise) {
  auto const near = closest(word, names);
  return near.empty() ? otherwise : "Did you mean \"" + std::string{near} + "\"?";
}

// What of the file may be repeated in a message: never pages of it.
std::string shown(std::string_view text) {
  constexpr std::size_t limit = 60;
  if (text.size() <= limit) return "\"" + std::string{text} + "\"";
  auto end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return "\"" + std::string{text.substr(0, end)} + "…\"";
}

}  // namespace

bool expect(Report& report, Place const& place, JsonValue::Kind kind, std::string_view expected) {
  if (place.value.kind == kind) return true;
  report.error("wrong_type", place.pointer,
               "This should be " + std::string{expected} + ", not " + std::string{kind_name(place.value.kind)} + ".");
  return false;
}

bool expect_size(Report& report, Place const& place, std::size_t size, std::size_t min, std::size_t max) {
  if (size >= min && size <= max) return true;
  report.error(size < min ? "too_few" : "too_many", place.pointer,
               size < min ? "At least " + std::to_string(min) + " must be here."
                          : "At most " + std::to_string(max) + " may be here, not " + std::to_string(size) + ".");
  return false;
}

bool expect_key(Report& report, Place const& place, JsonMember const& member, TextRule rule) {
  auto const message = rule(member.key);
  if (message.empty()) return true;
  report.add(Severity::error, "bad_id", place.pointer + pointer_step(member.key), std::string{message}, {},
             member.offset);
  return false;
}

int choose(Report& report, Place const& place, std::span<std::string_view const> names) {
  if (!expect(report, place, JsonValue::Kind::text, "a text")) return -1;
  auto const found = std::find(names.begin(), names.end(), place.value.text);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  report.error("unknown_value", place.pointer, shown(place.value.text) + " is not allowed here.",
               did_you_mean(place.value.text, names, "One of: " + joined(names) + "."));
  return -1;
}

Object::Object(Report& report, Place const& place)
    : report_(report), place_(place), ok_(expect(report, place, JsonValue::Kind::object, "an object")) {
  if (ok_) report_duplicate_keys(report, place);
}

void Object::missing(std::string_view key) {
  report_.error("missing_key", place_.pointer, "The key \"" + std::string{key} + "\" is missing.");
}

void Object::finish() {
  if (!ok_) return;
  std::vector<std::string_view> unused;
  for (auto const key : known_) {
    bool const present = std::any_of(place_.value.members.begin(), place_.value.members.end(),
                                     [&](JsonMember const& member) { return member.key == key; });
    if (!present) unused.push_back(key);
  }
  for (auto const& member : place_.value.members) {
    if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
    auto suggestion =
        report_.is_full() ? std::string{} : did_you_mean(member.key, unused, "Known keys: " + joined(known_) + ".");
    report_.add(Severity::error, "unknown_key", place_.pointer + pointer_step(member.key),
                "There is no key " + shown(member.key) + " here.", std::move(suggestion), member.offset);
  }
}

void report_duplicate_keys(Report& report, Place const& place) {
  std::vector<std::pair<std::string_view, std::size_t>> keys;
  keys.reserve(place.value.members.size());
  for (auto const& member : place.value.members) keys.emplace_back(member.key, member.offset);
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].first != keys[i - 1].first) continue;
    report.add(Severity::error, "duplicate_key", place.pointer + pointer_step(keys[i].first),
               "The key " + shown(keys[i].first) + " comes twice.", "Remove one of the two.", keys[i].second);
  }
}

void TextReader::operator()(Report& report, Place const& place) const {
  if (!expect(report, place, JsonValue::Kind::text, "a text")) return;
  auto const& text = place.value.text;
  if (text.size() > max_bytes) {
    report.error("too_long", place.pointer, "At most " + std::to_string(max_bytes) + " bytes.");
  } else if (auto const message = rule(text); !message.empty()) {
    report.error(code, place.pointer, std::string{message});
  } else {
    out = text;
  }
}

void read_whole_number(Report& report, Place const& place, std::int64_t min, std::int64_t max, std::int64_t& out) {
  if (!expect(report, place, JsonValue::Kind::number, "a whole number")) return;
  auto const value = place.value.integer;
  if (!value || *value < min || *value > max) {
    report.error("out_of_range", place.pointer,
                 "This should be a whole number from " + std::to_string(min) + " to " + std::to_string(max) + ".");
    return;
  }
  out = *value;
}

void read_date(Report& report, Place const& place, CivilDate& out) {
  if (!expect(report, place, JsonValue::Kind::text, "a date")) return;
  auto const parsed = parse_date(place.value.text);
  if (!parsed) {
    report.error("bad_date", place.pointer, shown(place.value.text) + " is not a date.", parsed.error().advice);
    return;
  }
  out = *parsed;
}

void read_duration(Report& report, Place const& place, Duration& out) {
  if (!expect(report, place, JsonValue::Kind::text, "a duration")) return;
  std::string_view const text = place.value.text;
  struct Unit {
    std::string_view prefix;
    char letter;
    std::int64_t seconds;
  };
  constexpr std::int64_t day = 86'400;
  constexpr std::int64_t century = day * 365 * 100;
  static constexpr std::array<Unit, 7> units{{{"PT", 'S', 1},
                                              {"PT", 'M', 60},
                                              {"PT", 'H', 3'600},
                                              {"P", 'D', day},
                                              {"P", 'W', 7 * day},
                                              {"P", 'M', 30 * day},
                                              {"P", 'Y', 365 * day}}};
  for (auto const& unit : units) {
    if (!text.starts_with(unit.prefix) || !text.ends_with(unit.letter) || text.size() < unit.prefix.size() + 2)
      continue;
    auto const digits = text.substr(unit.prefix.size(), text.size() - unit.prefix.size() - 1);
    std::int64_t count = 0;
    auto const parsed = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (parsed.ec != std::errc{} || parsed.ptr != digits.data() + digits.size()) continue;
    if (count < 1 || count > century / unit.seconds) break;
    out.seconds = count * unit.seconds;
    return;
  }
  report.error("bad_duration", place.pointer, shown(text) + " is not a duration.",
               "Write a number and one unit, such as P6M, P400D or PT24H; at most P100Y.");
}

}  // namespace hallpass::policy
