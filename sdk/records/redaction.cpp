#include "sdk/records/redaction.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sdk/records/words.hpp"

namespace hallpass::records {
namespace {

constexpr std::array<std::string_view, 1> reason_words{"another_student"};
constexpr std::array<std::string_view, 2> event_words{"redact", "lift"};

struct Span {
  std::size_t begin;
  std::size_t end;
};

void find_all(std::string_view text, std::string_view part, std::vector<Span>& spans) {
  if (part.empty()) return;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    spans.push_back({at, at + part.size()});
  }
}

// Where marks go, in order. A mark that the text itself holds is one of them: it stands for itself.
std::vector<Span> hidden_in(std::string_view text, std::span<std::string const> parts) {
  std::vector<Span> found;
  for (auto const& part : parts) find_all(text, part, found);
  find_all(text, redaction_mark, found);
  std::ranges::sort(found, {}, &Span::begin);
  std::vector<Span> spans;
  for (auto const& span : found) {
    if (!spans.empty() && span.begin <= spans.back().end) {
      spans.back().end = std::max(spans.back().end, span.end);
    } else {
      spans.push_back(span);
    }
  }
  return spans;
}

std::vector<Span> hidden_in_value(std::string_view value, std::span<std::string const> parts) {
  auto const missing = [&](std::string const& part) { return value.find(part) == std::string_view::npos; };
  if (std::ranges::any_of(parts, missing)) return {{0, value.size()}};
  return hidden_in(value, parts);
}

std::string with_marks(std::string_view text, std::span<Span const> spans) {
  std::string out;
  std::size_t at = 0;
  for (auto const& span : spans) {
    out.append(text.substr(at, span.begin - at)).append(redaction_mark);
    at = span.end;
  }
  return out.append(text.substr(at));
}

}  // namespace

std::string_view to_string(RedactionReason reason) noexcept {
  return word_of(reason_words, reason);
}

std::optional<RedactionReason> parse_redaction_reason(std::string_view word) noexcept {
  return enumerator_of<RedactionReason>(reason_words, word);
}

std::string_view explanation_of(RedactionReason /*reason*/) noexcept {
  return "A part about another student is hidden.";
}

std::string_view source_of(RedactionReason /*reason*/) noexcept {
  return "34 CFR 99.12(a)";
}

std::string_view to_string(RedactionEvent event) noexcept {
  return word_of(event_words, event);
}

std::optional<RedactionEvent> parse_redaction_event(std::string_view word) noexcept {
  return enumerator_of<RedactionEvent>(event_words, word);
}

bool may_speak_of_others(Field const& field) noexcept {
  return field.category != Category::identity && field.category != Category::enrollment;
}

std::string redacted(std::string_view text, std::span<std::string const> parts) {
  return parts.empty() ? std::string{text} : with_marks(text, hidden_in(text, parts));
}

std::string redacted_value(std::string_view value, std::span<std::string const> parts) {
  return parts.empty() ? std::string{value} : with_marks(value, hidden_in_value(value, parts));
}

std::optional<std::string> restored(std::string_view value, std::span<std::string const> parts,
                                    std::string_view wanted) {
  if (parts.empty()) return std::string{wanted};
  std::string whole;
  for (auto const& span : hidden_in_value(value, parts)) {
    auto const mark = wanted.find(redaction_mark);
    if (mark == std::string_view::npos) return std::nullopt;
    whole.append(wanted.substr(0, mark)).append(value.substr(span.begin, span.end - span.begin));
    wanted.remove_prefix(mark + redaction_mark.size());
  }
  if (wanted.find(redaction_mark) != std::string_view::npos) return std::nullopt;
  return whole.append(wanted);
}

}  // namespace hallpass::records
