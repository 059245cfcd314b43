#include "portal/app/codec.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "portal/surface/protocol.hpp"

namespace hallpass::portal {

namespace {

using surface::Attribute;
using surface::ByteWriter;
using surface::Node;
using surface::NodeId;
using surface::Role;

constexpr std::uint32_t most_clock_changes = 256;
constexpr std::uint32_t most_languages = 256;

// Reads zeros once the data has ended; `ok` tells.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}
  bool ok = true;

  std::uint8_t u8() {
    ByteView const bytes = take(1);
    return bytes.empty() ? std::uint8_t{0} : bytes[0];
  }
  std::uint32_t u32() {
    std::uint32_t value = 0;
    unsigned shift = 0;
    for (std::uint8_t const byte : take(4)) {
      value |= static_cast<std::uint32_t>(byte) << shift;
      shift += 8;
    }
    return value;
  }
  std::int64_t i64() {
    std::uint64_t const low = u32();
    std::uint64_t const high = u32();
    return static_cast<std::int64_t>(low | high << 32U);
  }
  std::string text() {
    std::uint32_t const size = u32();
    return std::string(as_text(take(size)));
  }
  WallClock clock() {
    std::uint32_t const count = u32();
    if (count > most_clock_changes) ok = false;
    WallClock clock;
    for (std::uint32_t i = 0; ok && i < count; ++i) {
      ClockChange const change{.from_ms = i64(), .utc_offset_minutes = static_cast<std::int32_t>(u32())};
      bool const sane = change.utc_offset_minutes >= -1440 && change.utc_offset_minutes <= 1440;
      bool const in_order = clock.empty() || clock.back().from_ms < change.from_ms;
      if (!sane || !in_order) ok = false;
      clock.push_back(change);
    }
    return clock;
  }
  bool flag() {
    std::uint8_t const value = u8();
    if (value > 1) ok = false;
    return value == 1;
  }
  Language language() {
    Translation translation;
    translation.tag = text();
    std::uint32_t const count = u32();
    if (count > text_count) ok = false;
    for (std::uint32_t i = 0; ok && i < count; ++i) translation.texts.push_back(text());
    Calendar& calendar = translation.calendar;
    for (std::string& month : calendar.months) month = text();
    calendar.date = text();
    calendar.date_time = text();
    calendar.am = text();
    calendar.pm = text();
    calendar.twelve_hours = flag();
    calendar.two_digit_hours = flag();
    translation.plurals = text();
    return Language{std::move(translation)};
  }
  std::vector<LanguageName> language_names() {
    std::uint32_t const count = u32();
    if (count > most_languages) ok = false;
    std::vector<LanguageName> names;
    for (std::uint32_t i = 0; ok && i < count; ++i) {
      std::string tag = text();
      names.push_back({std::move(tag), text()});
    }
    return names;
  }
  View view() {
    std::uint8_t const value = u8();
    if (value > static_cast<std::uint8_t>(View::plain)) ok = false;
    return value == 0 ? View::canvas : View::plain;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  ByteView take(std::size_t size) {
    if (size > rest_.size()) {
      ok = false;
      rest_ = {};
      return {};
    }
    ByteView const taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  ByteView rest_;
};

// The node an event may name: on the page, with a key, and available.
Node const* target(surface::Tree const& tree, std::uint32_t id) {
  Node const* const node = tree.find(NodeId{id});
  return node == nullptr || node->key.empty() || node->get(Attribute::disabled) == "true" ? nullptr : node;
}

// A radio button speaks for its group.
std::string reported_key(Node const& node) {
  return std::string(node.role == Role::radio ? node.get(Attribute::name) : node.key);
}

using What = decltype(Event::what);

std::optional<What> read_what(std::uint8_t kind, Reader& in, surface::Tree const& tree, NodeId& changed) {
  switch (kind) {
    case 0: {
      Started started;
      started.language = in.language();
      started.languages = in.language_names();
      started.clock = in.clock();
      started.view = in.view();
      started.saved_draft = in.text();
      started.logo = in.text();
      return started;
    }
    case 1:
      return SignedIn{in.i64()};
    case 2:
      return SignInFailed{in.text()};
    case 3: {
      Node const* const node = target(tree, in.u32());
      return node == nullptr ? std::nullopt : std::optional<What>(Clicked{std::string(node->key)});
    }
    case 4: {
      Node const* const node = target(tree, in.u32());
      std::string text = in.text();
      if (node != nullptr) changed = node->id;
      return node == nullptr ? std::nullopt : std::optional<What>(FieldChanged{reported_key(*node), std::move(text)});
    }
    case 5: {
      Node const* const node = target(tree, in.u32());
      std::string name = in.text();
      auto const size = static_cast<std::uint64_t>(in.i64());
      return node == nullptr ? std::nullopt
                             : std::optional<What>(FileChosen{std::string(node->key), std::move(name), size});
    }
    case 6: {
      Node const* const node = target(tree, in.u32());
      return node == nullptr ? std::nullopt : std::optional<What>(Dismissed{std::string(node->key)});
    }
    case 7: {
      Answered answered;
      answered.id = in.u32();
      answered.status = static_cast<std::int32_t>(in.u32());
      answered.body = in.text();
      return answered;
    }
    case 8: {
      UploadProgressed progressed;
      progressed.id = in.u32();
      progressed.sent_bytes = static_cast<std::uint64_t>(in.i64());
      progressed.total_bytes = static_cast<std::uint64_t>(in.i64());
      return progressed;
    }
    case 9:
      return ViewChanged{in.view()};
    case 10:
      return PageRecalled{in.u32()};
    case 11:
      return Woke{};
    case 12:
      return LanguageLoaded{in.language()};
    case 13:
      return LanguageMissed{in.text()};
    default:
      in.ok = false;
      return std::nullopt;
  }
}

struct Encoder {
  surface::Tree const& tree;
  ByteWriter out;
  std::uint8_t kind = 0;

  void begin() { out.u8(kind); }
  void operator()(Http const& effect) {
    begin();
    out.u32(effect.id);
    out.u8(static_cast<std::uint8_t>(effect.method));
    out.text(effect.path);
    out.text(effect.body);
    out.u8(static_cast<std::uint8_t>(effect.authorization));
    out.text(effect.once);
    out.text(effect.unless_changed);
  }
  void operator()(SignIn const& /*effect*/) { begin(); }
  void operator()(SignOut const& /*effect*/) { begin(); }
  void operator()(UploadAttachment const& effect) {
    begin();
    out.u32(effect.id);
    out.text(effect.field_key);
    out.text(effect.path);
  }
  void operator()(Download const& effect) {
    begin();
    out.u32(effect.id);
    out.text(effect.path);
    out.text(effect.file_name);
  }
  void operator()(Announce const& effect) {
    begin();
    out.text(effect.text);
    out.u8(static_cast<std::uint8_t>(effect.urgency));
  }
  void operator()(Focus const& effect) {
    Node const* const node = tree.find(effect.key);
    if (node == nullptr) return;
    begin();
    out.u32(node->id);
  }
  void operator()(SetPage const& effect) {
    begin();
    out.u32(effect.page);
    out.text(effect.title);
    out.u8(effect.replace ? 1 : 0);
  }
  void operator()(SetLanguage const& effect) {
    begin();
    out.text(effect.tag);
  }
  void operator()(SetView const& effect) {
    begin();
    out.u8(static_cast<std::uint8_t>(effect.view));
  }
  void operator()(SaveDraft const& effect) {
    begin();
    out.text(effect.text);
  }
  void operator()(WakeAt const& effect) {
    begin();
    out.i64(effect.at_ms);
  }
  void operator()(SaveCopy const& effect) {
    begin();
    out.u32(effect.id);
    out.text(effect.file_name);
    out.text(effect.media_type);
    out.text(effect.text);
    out.text(effect.passphrase);
  }
  void operator()(LoadLanguage const& effect) {
    begin();
    out.text(effect.tag);
  }
};

}  // namespace

Result<Decoded> decode_event(ByteView bytes, surface::Tree const& tree) {
  Reader in(bytes);
  InstantMs const now_ms = in.i64();
  std::uint8_t const kind = in.u8();
  if (!in.ok) return fail(ErrorCode::truncated, "event");
  NodeId changed = 0;
  std::optional<What> what = read_what(kind, in, tree, changed);
  if (!in.ok || !in.at_end()) return fail(ErrorCode::malformed, "event");
  if (!what) return Decoded{};
  return Decoded{Event{now_ms, std::move(*what)}, changed};
}

void encode_effects(std::span<Effect const> effects, surface::Tree const& tree, Bytes& out) {
  for (Effect const& effect : effects) {
    std::visit(Encoder{tree, ByteWriter(out), static_cast<std::uint8_t>(effect.index())}, effect);
  }
}

}  // namespace hallpass::portal
