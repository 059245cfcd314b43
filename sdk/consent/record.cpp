#include "sdk/consent/record.hpp"

#include "sdk/base/slice.hpp"

namespace hallpass::consent {

using decision::Answer;
using decision::Choices;
using policy::ImageView;

namespace {

bool is_id(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Takes from the front of a text; what is not there is remembered, and fails all that follows.
class Reader {
 public:
  explicit Reader(std::string_view text) noexcept : at_{text.data()}, end_{text.data() + text.size()} {}
  [[nodiscard]] bool is_good() const noexcept { return is_good_; }
  [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }
  // Whether the character stood there, and is taken.
  [[gnu::noinline]] bool take(char c) noexcept {
    bool const is_there = !at_end() && *at_ == c;
    if (is_there) ++at_;
    return is_there;
  }
  void need(bool is_there) noexcept { is_good_ = is_good_ && is_there; }
  [[gnu::noinline]] void need(char c) noexcept { need(take(c)); }
  std::string_view id() noexcept {
    auto const* const begin = at_;
    while (!at_end() && is_id(*at_)) ++at_;
    need(at_ != begin);
    return {begin, static_cast<std::size_t>(at_ - begin)};
  }
  // Digits of `base` (10 or 16, lower case), 1 to 16 of them, at most `limit`.
  std::uint64_t number(unsigned base, std::uint64_t limit) noexcept {
    std::uint64_t value = 0;
    auto const text = id();
    for (auto const c : text) {
      unsigned const digit = static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
      need(digit < base && c != '_');
      value = value * base + digit;
    }
    need(text.size() <= 16 && value <= limit);
    return value;
  }

 private:
  char const* at_;
  char const* end_;
  bool is_good_ = true;
};

class Writer {
 public:
  explicit Writer(std::span<char> out) noexcept
      : begin_{out.data()}, at_{begin_}, end_{begin_ + (out.size() < max_record_size ? out.size() : max_record_size)} {}
  [[gnu::noinline]] void put(std::string_view text) noexcept {
    for (auto const c : text) put(c);
  }
  [[gnu::noinline]] void put(char c) noexcept {
    if (at_ == end_) {
      is_full_ = true;
    } else {
      *at_++ = c;
    }
  }
  [[gnu::noinline]] void put_number(std::uint64_t value, unsigned base) noexcept {
    if (value >= base) put_number(value / base, base);
    put("0123456789abcdef"[value % base]);
  }
  [[nodiscard]] std::string_view text() const noexcept {
    return is_full_ ? std::string_view{} : std::string_view{begin_, static_cast<std::size_t>(at_ - begin_)};
  }

 private:
  char* begin_;
  char* at_;
  char* end_;
  bool is_full_ = false;
};

}  // namespace

Choices read_record(ImageView const& image, std::string_view text) noexcept {
  Choices choices;
  Reader reader{text};
  reader.need(text.size() <= max_record_size);
  reader.need('1');
  reader.need('.');
  reader.number(16, ~std::uint64_t{0});
  reader.need('.');
  choices.at_ms = static_cast<InstantMs>(reader.number(16, 0xFF'FFFF'FFFF)) * 1000;
  reader.need('.');
  choices.known_signals = static_cast<std::uint8_t>(reader.number(10, 3));
  while (reader.is_good() && !reader.at_end()) {
    reader.need('.');
    auto const id = reader.id();
    if (reader.take('!')) {
      choices.refuses_vendors = true;
      continue;
    }
    reader.need(':');
    auto const revision = reader.number(10, 0xFFFF);
    bool const granted = reader.take('+');
    if (!granted) reader.need('-');
    auto const index = image.find_purpose(id);
    if (index == policy::no_index || revision != image.purpose(index).revision) continue;
    auto& answer = choices.by_purpose[index];
    reader.need(answer == Answer::none);
    answer = granted ? Answer::granted : Answer::denied;
  }
  return reader.is_good() ? choices : Choices{};
}

std::string_view choose(ImageView const& image, signal::Signals const& signals, Click const& click, InstantMs now,
                        std::span<char> out) noexcept {
  Writer writer{out};
  writer.put("1.");
  writer.put_number(image.hash(), 16);
  writer.put('.');
  writer.put_number(static_cast<std::uint64_t>(now) / 1000, 16);
  writer.put('.');
  auto const before = decision::decide(image, signals, Choices{}, now);
  writer.put_number(before.signals_in_force, 10);
  for (unsigned index = 0; index < before.purpose_count; ++index) {
    auto const purpose = image.purpose(index);
    if (before.by_purpose[index].state == decision::State::forbidden) continue;
    if ((purpose.flags & (policy::PurposeFlags::necessary | policy::PurposeFlags::not_asked)) != 0) continue;
    writer.put('.');
    writer.put(purpose.id);
    writer.put(':');
    writer.put_number(purpose.revision, 10);
    writer.put(((click.granted >> index) & 1U) != 0 ? '+' : '-');
  }
  auto rest = click.refused_vendors;
  while (!rest.empty()) {
    auto const end = place_of(' ', rest);
    auto const vendor = first(rest, end);
    rest = after(rest, end + 1);
    if (!image.has_vendor(vendor)) continue;
    writer.put('.');
    writer.put(vendor);
    writer.put('!');
  }
  return writer.text();
}

bool refuses(std::string_view record, std::string_view vendor) noexcept {
  for (; record.size() > vendor.size() + 1; record.remove_prefix(1)) {
    if (record[0] == '.' && record[vendor.size() + 1] == '!' && same(first(after(record, 1), vendor.size()), vendor)) {
      return true;
    }
  }
  return false;
}

}  // namespace hallpass::consent
