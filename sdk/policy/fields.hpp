#pragma once
// Reading one JSON value into one C++ value, with a finding for everything that does not fit.
// A reader is a callable (Report&, Place const&); the functions here make them, bound to where the value goes.

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/policy/names.hpp"
#include "sdk/policy/parts.hpp"
#include "sdk/policy/report.hpp"
#include "sdk/policy/spelling.hpp"

namespace hallpass::policy {

inline constexpr std::size_t max_line_bytes = 500;    // names, addresses
inline constexpr std::size_t max_text_bytes = 4'000;  // sentences
inline constexpr std::size_t max_entries = 255;       // of any list, unless it says otherwise
inline constexpr std::size_t max_parties = 2'000;     // technologies, and the vendors they are of

struct Place {
  JsonValue const& value;
  std::string pointer;
};

// Reports "wrong_type" and answers false where the value is of another kind.
bool expect(Report& report, Place const& place, JsonValue::Kind kind, std::string_view expected);
// The index of the value among `names`, or -1 after a finding.
int choose(Report& report, Place const& place, std::span<std::string_view const> names);

class Object {
 public:
  Object(Report& report, Place const& place);

  template <class Reader>
  void need(std::string_view key, Reader const& read) {
    if (!take(key, read)) missing(key);
  }
  // Answers whether the key was there.
  template <class Reader>
  bool may(std::string_view key, Reader const& read) {
    return take(key, read);
  }
  // Reports every key that nobody asked for.
  void finish();

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] Report& report() noexcept { return report_; }
  [[nodiscard]] std::string const& pointer() const noexcept { return place_.pointer; }
  // For an entry of a keyed list: its id.
  std::string_view id;

 private:
  template <class Reader>
  bool take(std::string_view key, Reader const& read) {
    known_.push_back(key);
    if (!ok_) return true;
    for (auto const& member : place_.value.members) {
      if (member.key == key) {
        read(report_, Place{member.value, place_.pointer + pointer_step(key)});
        return true;
      }
    }
    return false;
  }
  void missing(std::string_view key);

  Report& report_;
  Place const& place_;
  std::vector<std::string_view> known_;
  bool ok_;
};

// Reports every key of an object that comes twice.
void report_duplicate_keys(Report& report, Place const& place);

using TextRule = std::string_view (*)(std::string_view text);  // empty: fine; else the message

struct TextReader {
  std::string& out;
  std::size_t max_bytes;
  std::string_view code;
  TextRule rule;
  void operator()(Report& report, Place const& place) const;
};

// A line of text that is not empty.
TextReader line(std::string& out);
// The same, and "" is fine.
TextReader line_or_empty(std::string& out);
// Sentences; line feeds allowed.
TextReader sentences(std::string& out);
// A text for visitors: sentences whose placeholders are known.
TextReader visitor_text(std::string& out);
TextReader https_url(std::string& out);
TextReader path_or_url(std::string& out);
TextReader api_url(std::string& out);
TextReader email(std::string& out);
TextReader email_or_url(std::string& out);
TextReader region_code(std::string& out);
TextReader language_tag(std::string& out);
TextReader cookie_token(std::string& out);
TextReader name_pattern(std::string& out);
TextReader host_pattern(std::string& out);
TextReader host_name(std::string& out);
// "https://example.org": scheme, host and port, as a browser spells it (http only for this machine).
TextReader origin(std::string& out);
TextReader age_recipient(std::string& out);
// An Ed25519 public key: the "x" of its JWK.
TextReader signing_key(std::string& out);
TextReader free_id(std::string& out);

inline auto flag(bool& out) {
  return [&out](Report& report, Place const& place) {
    if (expect(report, place, JsonValue::Kind::boolean, "true or false")) out = place.value.boolean;
  };
}

void read_whole_number(Report& report, Place const& place, std::int64_t min, std::int64_t max, std::int64_t& out);
inline auto whole_number(std::uint32_t& out, std::uint32_t min, std::uint32_t max) {
  return [&out, min, max](Report& report, Place const& place) {
    std::int64_t value = out;
    read_whole_number(report, place, min, max, value);
    out = static_cast<std::uint32_t>(value);
  };
}

template <class Enum>
auto choice(Enum& out) {
  return [&out](Report& report, Place const& place) {
    if (auto const index = choose(report, place, names_of<Enum>()); index >= 0) out = static_cast<Enum>(index);
  };
}

void read_date(Report& report, Place const& place, CivilDate& out);
inline auto date(CivilDate& out) {
  return [&out](Report& report, Place const& place) { read_date(report, place, out); };
}
inline auto date(std::optional<CivilDate>& out) {
  return [&out](Report& report, Place const& place) { read_date(report, place, out.emplace()); };
}

void read_duration(Report& report, Place const& place, Duration& out);
inline auto duration(Duration& out) {
  return [&out](Report& report, Place const& place) { read_duration(report, place, out); };
}
inline auto duration(std::optional<Duration>& out) {
  return [&out](Report& report, Place const& place) { read_duration(report, place, out.emplace()); };
}

// Text that must be the id of an entry of `list`, checked once everything is read.
inline auto reference(List list) {
  return [list](std::string& out) {
    return [&out, list](Report& report, Place const& place) {
      if (!expect(report, place, JsonValue::Kind::text, "a text")) return;
      out = place.value.text;
      report.refer(list, out, place.pointer);
    };
  };
}
inline auto passage(PassageId& out) {
  return reference(List::passages)(out);
}

// An object read by `read(Object&, T&)`, which every struct of a policy has (sections.hpp).
template <class T>
auto structure(T& out) {
  return [&out](Report& report, Place const& place) {
    Object object{report, place};
    if (!object.ok()) return;
    read(object, out);
    object.finish();
  };
}
template <class T>
auto structure(std::optional<T>& out) {
  return [&out](Report& report, Place const& place) { structure(out.emplace())(report, place); };
}

bool expect_size(Report& report, Place const& place, std::size_t size, std::size_t min, std::size_t max);

// An array; `item(T&)` makes the reader of one item.
template <class T, class Item>
auto list(std::vector<T>& out, Item item, std::size_t min = 0, std::size_t max = max_entries) {
  return [&out, item, min, max](Report& report, Place const& place) {
    if (!expect(report, place, JsonValue::Kind::array, "a list")) return;
    if (!expect_size(report, place, place.value.items.size(), min, max)) return;
    for (std::size_t i = 0; i < place.value.items.size(); ++i) {
      item(out.emplace_back())(report, Place{place.value.items[i], place.pointer + "/" + std::to_string(i)});
    }
  };
}
template <class T>
auto structures(std::vector<T>& out, std::size_t min = 0, std::size_t max = max_entries) {
  return list(out, [](T& item) { return structure(item); }, min, max);
}
// An array of enumerators or references in which nothing comes twice.
template <class T, class Item>
auto set(std::vector<T>& out, Item item, std::size_t min = 0) {
  return [&out, item, min](Report& report, Place const& place) {
    list(out, item, min)(report, place);
    for (std::size_t i = 0; i < out.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (out[i] == out[k]) {
          report.error("duplicate_item", place.pointer + "/" + std::to_string(i), "This comes twice in the list.",
                       "Remove one of the two.");
          break;
        }
      }
    }
  };
}
template <class Enum>
auto choices(std::vector<Enum>& out, std::size_t min = 0) {
  return set(out, [](Enum& item) { return choice(item); }, min);
}
inline auto references(std::vector<Id>& out, List to, std::size_t min = 0) {
  return set(out, reference(to), min);
}

bool expect_key(Report& report, Place const& place, JsonMember const& member, TextRule rule);
std::string_view id_rule(std::string_view text);
std::string_view language_rule(std::string_view text);
std::string_view section_rule(std::string_view text);

// An object whose keys are ids: each entry is read by `read(Object&, T&)`, with its id in `Object::id`.
template <class T>
auto entries(std::vector<T>& out, List as, TextRule key_rule = id_rule, std::size_t min = 0,
             std::size_t max = max_entries) {
  return [&out, as, key_rule, min, max](Report& report, Place const& place) {
    if (!expect(report, place, JsonValue::Kind::object, "an object keyed by id")) return;
    if (!expect_size(report, place, place.value.members.size(), min, max)) {
      // References to what is there would only echo this.
      for (auto const& member : place.value.members) report.define(as, member.key);
      return;
    }
    report_duplicate_keys(report, place);
    for (auto const& member : place.value.members) {
      if (!expect_key(report, place, member, key_rule)) continue;
      report.define(as, member.key);
      Place const entry{member.value, place.pointer + pointer_step(member.key)};
      Object object{report, entry};
      if (!object.ok()) continue;
      object.id = member.key;
      read(object, out.emplace_back());
      object.finish();
    }
  };
}

}  // namespace hallpass::policy
