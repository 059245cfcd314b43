#include "sdk/policy/report.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string>
#include <tuple>

#include "sdk/policy/spelling.hpp"

namespace hallpass::policy {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(List::unreferenced) + 1> singular{
    "audience", "data category", "purpose", "technology", "vendor",
    "regime",   "recipient",     "passage", "section",    "entry"};

std::string unescape(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size()) {
      out += token[++i] == '1' ? '/' : '~';
    } else {
      out += token[i];
    }
  }
  return out;
}

JsonValue const* child(JsonValue const& value, std::string const& token) {
  if (value.kind == JsonValue::Kind::object) {
    auto const found = std::find_if(value.members.begin(), value.members.end(),
                                    [&](JsonMember const& member) { return member.key == token; });
    return found == value.members.end() ? nullptr : &found->value;
  }
  if (value.kind != JsonValue::Kind::array) return nullptr;
  std::size_t index = 0;
  auto const parsed = std::from_chars(token.data(), token.data() + token.size(), index);
  return parsed.ec == std::errc{} && index < value.items.size() ? &value.items[index] : nullptr;
}

// Where the value at `pointer` starts, or the nearest value around it that exists.
std::size_t offset_of(JsonValue const& root, std::string_view pointer) {
  JsonValue const* at = &root;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    auto const end = std::min(pointer.find('/'), pointer.size());
    auto const* next = child(*at, unescape(pointer.substr(0, end)));
    if (next == nullptr) break;
    at = next;
    pointer.remove_prefix(end);
  }
  return at->offset;
}

void place(Finding& finding, std::string_view json, std::size_t offset) {
  auto const before = json.substr(0, std::min(offset, json.size()));
  auto const line_start = before.rfind('\n');
  finding.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  finding.column =
      static_cast<std::uint32_t>(before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1)) + 1;
}

}  // namespace

void Report::add(Severity severity, std::string_view code, std::string where, std::string message,
                 std::string suggestion, std::optional<std::size_t> offset) {
  has_errors_ = has_errors_ || severity == Severity::error;
  entries_.push_back(
      {{severity, std::string{code}, std::move(where), 0, 0, std::move(message), std::move(suggestion)}, offset});
}

void Report::define(List list, std::string_view id) {
  ids_[static_cast<std::size_t>(list)].emplace_back(id);
}

void Report::refer(List list, std::string_view id, std::string where) {
  references_.push_back({list, std::string{id}, std::move(where)});
}

void Report::resolve_references() {
  for (auto const& [list, id, where] : references_) {
    auto const& ids = ids_[static_cast<std::size_t>(list)];
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    std::vector<std::string_view> const candidates{ids.begin(), ids.end()};
    auto const near = is_full() ? std::string_view{} : closest(id, candidates);
    error("unknown_reference", where,
          "There is no " + std::string{singular[static_cast<std::size_t>(list)]} + " \"" + id + "\".",
          near.empty() ? std::string{} : "Did you mean \"" + std::string{near} + "\"?");
  }
  references_.clear();
}

std::vector<Finding> Report::findings(std::string_view json, JsonValue const& root, std::size_t limit) && {
  for (auto& entry : entries_) {
    if (!entry.offset) entry.offset = offset_of(root, entry.finding.where);
  }
  // An error is never cut off in favour of something lighter.
  bool const errors_first = entries_.size() > limit;
  std::vector<std::size_t> order(entries_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    auto const key = [&](std::size_t i) {
      bool const late = errors_first && entries_[i].finding.severity != Severity::error;
      return std::tuple{late, *entries_[i].offset, i};
    };
    return key(a) < key(b);
  });
  std::vector<Finding> out;
  for (auto const index : order) {
    if (out.size() == limit) {
      out.push_back({has_errors_ ? Severity::error : Severity::warning, "too_many_findings", "", 1, 1,
                     "There are " + std::to_string(entries_.size() - limit) + " more findings.",
                     "Mend these first, then check again."});
      break;
    }
    place(entries_[index].finding, json, *entries_[index].offset);
    out.push_back(std::move(entries_[index].finding));
  }
  return out;
}

std::string pointer_step(std::string_view token) {
  std::string out = "/";
  for (auto const c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace hallpass::policy
