#include "sdk/consent/record.hpp"

#include "sdk/base/slice.hpp"

namespace hallpass::consent {

using decision::Answer;
using decision::Choices;
using policy::ImageView;

namespace {

// Takes what stands before the next '.', and the '.' itself.
std::string_view take(std::string_view& rest) noexcept {
  auto const dot = place_of('.', rest);
  auto const part = first(rest, dot);
  rest = after(rest, dot + 1);
  return part;
}

// Digits of `base` (10 or 16, lower case), at most `limit`; false for anything else.
bool parse_number(std::string_view text, unsigned base, std::uint64_t limit, std::uint64_t& value) noexcept {
  if (text.empty() || text.size() > 16) return false;
  value = 0;
  for (auto const c : text) {
    unsigned const digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a') + 10
                                                  : 99;
    if (digit >= base) return false;
    value = value * base + digit;
  }
  return value <= limit;
}

class Writer {
 public:
  explicit Writer(std::span<char> out) noexcept : out_{out} {}
  void put(std::string_view text) noexcept {
    for (auto const c : text) {
      if (size_ < out_.size()) out_[size_] = c;
      ++size_;
    }
  }
  void put_number(std::uint64_t value, unsigned base) noexcept {
    std::array<char, 20> digits;  // filled from its end
    std::size_t first = digits.size();
    do {
      digits[--first] = "0123456789abcdef"[value % base];
      value /= base;
    } while (value != 0);
    put({digits.data() + first, digits.size() - first});
  }
  [[nodiscard]] std::string_view text() const noexcept {
    return size_ <= out_.size() ? std::string_view{out_.data(), size_} : std::string_view{};
  }

 private:
  std::span<char> out_;
  std::size_t size_ = 0;
};

}  // namespace

Choices read_record(ImageView const& image, std::string_view text) noexcept {
  Choices choices;
  std::uint64_t seconds = 0;
  std::uint64_t number = 0;
  if (text.size() > max_record_size || !same(take(text), "1")) return {};
  if (!parse_number(take(text), 16, ~std::uint64_t{0}, number)) return {};
  if (!parse_number(take(text), 16, 0xFF'FFFF'FFFF, seconds)) return {};
  if (!parse_number(take(text), 10, 3, number)) return {};
  choices.known_signals = static_cast<std::uint8_t>(number);
  choices.at_ms = static_cast<InstantMs>(seconds) * 1000;
  while (!text.empty()) {
    auto part = take(text);
    auto const colon = place_of(':', part);
    if (colon == part.size() || (part.back() != '+' && part.back() != '-')) return {};
    auto const answer = part.back() == '+' ? Answer::granted : Answer::denied;
    part.remove_suffix(1);
    if (!parse_number(after(part, colon + 1), 10, 0xFFFF, number)) return {};
    auto const index = image.find_purpose(first(part, colon));
    if (index == policy::no_index) continue;
    auto& choice = choices.by_purpose[index];
    if (choice.answer != Answer::none) return {};
    choice = {answer, static_cast<std::uint16_t>(number)};
  }
  return choices;
}

std::string_view write_record(ImageView const& image, Choices const& choices, std::span<char> out) noexcept {
  Writer writer{out.first(out.size() < max_record_size ? out.size() : max_record_size)};
  writer.put("1.");
  writer.put_number(image.hash(), 16);
  writer.put(".");
  writer.put_number(static_cast<std::uint64_t>(choices.at_ms) / 1000, 16);
  writer.put(".");
  writer.put_number(choices.known_signals, 10);
  for (unsigned index = 0; index < image.purpose_count(); ++index) {
    auto const& choice = choices.by_purpose[index];
    if (choice.answer == Answer::none) continue;
    writer.put(".");
    writer.put(image.purpose(index).id);
    writer.put(":");
    writer.put_number(choice.revision, 10);
    writer.put(choice.answer == Answer::granted ? "+" : "-");
  }
  return writer.text();
}

Choices choose(ImageView const& image, signal::Signals const& signals, std::uint32_t granted, InstantMs now) noexcept {
  Choices choices;
  choices.at_ms = now;
  choices.known_signals = decision::signals_in_force(image, signals);
  auto const before = decision::decide(image, signals, Choices{}, now);
  for (unsigned index = 0; index < before.purpose_count; ++index) {
    auto const& outcome = before.by_purpose[index];
    auto const flags = image.purpose(index).flags;
    if (outcome.state == decision::State::forbidden) continue;
    if ((flags & (policy::PurposeFlags::necessary | policy::PurposeFlags::not_asked)) != 0) continue;
    bool const yes = ((granted >> index) & 1U) != 0;
    choices.by_purpose[index] = {yes ? Answer::granted : Answer::denied, image.purpose(index).revision};
  }
  return choices;
}

}  // namespace hallpass::consent
