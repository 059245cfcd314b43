#include "sdk/policy/image_view.hpp"

#include "sdk/base/slice.hpp"

namespace hallpass::policy {

namespace {

constexpr std::uint32_t magic = 0x4D495048;  // "HPIM"
constexpr unsigned header_size = 40, purpose_size = 10, audience_size = 4, regime_size = 8, region_size = 6,
                   name_size = 8, max_image_size = 65535;

// One `*` stands for any run of characters, also none.
bool matches(std::string_view pattern, std::string_view name) noexcept {
  auto const star = place_of('*', pattern);
  if (star == pattern.size()) return same(pattern, name);
  auto const tail = after(pattern, star + 1);
  return name.size() >= star + tail.size() && same(first(pattern, star), first(name, star)) &&
         same(tail, after(name, name.size() - tail.size()));
}

}  // namespace

std::uint64_t image_hash(ByteView image) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (std::size_t at = 0; at < image.size(); ++at) {
    if (at >= 12 && at < 20) continue;
    hash = (hash ^ image[at]) * 0x100000001b3U;
  }
  return hash;
}

unsigned ImageView::u16(unsigned at) const noexcept {
  return bytes_[at] | unsigned{bytes_[at + 1]} << 8U;
}

std::uint32_t ImageView::u32(unsigned at) const noexcept {
  return u16(at) | std::uint32_t{u16(at + 2)} << 16U;
}

std::uint64_t ImageView::hash() const noexcept {
  return u32(12) | std::uint64_t{u32(16)} << 32U;
}

std::uint32_t ImageView::choice_lifetime() const noexcept {
  return u32(24);
}

std::string_view ImageView::cookie_name() const noexcept {
  return text(34);
}

unsigned ImageView::audiences_at() const noexcept {
  return header_size + purpose_count() * purpose_size;
}
unsigned ImageView::regimes_at() const noexcept {
  return audiences_at() + audience_count() * audience_size;
}
unsigned ImageView::regions_at() const noexcept {
  return regimes_at() + bytes_[7] * regime_size;
}
unsigned ImageView::names_at() const noexcept {
  return regions_at() + u16(20) * region_size;
}
unsigned ImageView::texts_at() const noexcept {
  return names_at() + u16(22) * name_size;
}

std::string_view ImageView::text(unsigned at) const noexcept {
  return as_text(bytes_.subspan(u16(at), bytes_[at + 2]));
}

std::optional<ImageView> ImageView::open(ByteView bytes) noexcept {
  if (bytes.size() < header_size || bytes.size() > max_image_size) return std::nullopt;
  ImageView const view{bytes};
  if (view.u32(0) != magic || bytes[4] != 2 || view.u32(8) != bytes.size()) return std::nullopt;
  if (image_hash(bytes) != view.hash() || bytes[5] > max_purposes) return std::nullopt;
#ifndef HALLPASS_IMAGE_IS_OURS  // wasm/gate does without: any damage is found by the hash, and memory is its sandbox's
  if (!view.in_order()) return std::nullopt;
#endif
  return view;
}

// Every count, index and text lies within the image: whoever made it, reading it cannot go wrong.
bool ImageView::in_order() const noexcept {
  if (purpose_count() > max_purposes || audience_count() > max_audiences) return false;
  if (bytes_[7] == 0 || bytes_[7] > max_regimes || bytes_[28] >= bytes_[7] || texts_at() > bytes_.size()) return false;
  auto const text_fits = [this](unsigned at) {
    return u16(at) >= texts_at() && u16(at) + bytes_[at + 2] <= bytes_.size();
  };
  if (!text_fits(34) || default_audience() >= audience_count()) return false;
  for (unsigned at = header_size; at < audiences_at(); at += purpose_size) {
    if (!text_fits(at)) return false;
  }
  for (unsigned at = audiences_at(); at < regimes_at(); at += audience_size) {
    if (!text_fits(at)) return false;
  }
  for (unsigned at = regions_at(); at < names_at(); at += region_size) {
    if (bytes_[at + 4] >= bytes_[7]) return false;
  }
  for (unsigned at = names_at(); at < texts_at(); at += name_size) {
    if (!text_fits(at) || !text_fits(at + 5) || (bytes_[at + 4] >= purpose_count() && bytes_[at + 4] != no_purpose))
      return false;
  }
  return true;
}

ImagePurpose ImageView::purpose(unsigned index) const noexcept {
  auto const at = header_size + index * purpose_size;
  return {text(at), bytes_[at + 3], static_cast<std::uint16_t>(u16(at + 4)), static_cast<std::uint16_t>(u16(at + 6)),
          bytes_[at + 8]};
}

std::uint8_t ImageView::find_purpose(std::string_view id) const noexcept {
  for (unsigned index = 0; index < purpose_count(); ++index) {
    if (same(text(header_size + index * purpose_size), id)) return static_cast<std::uint8_t>(index);
  }
  return no_index;
}

std::uint8_t ImageView::find_audience(std::string_view id) const noexcept {
  for (unsigned index = 0; index < audience_count(); ++index) {
    if (same(text(audiences_at() + index * audience_size), id)) return static_cast<std::uint8_t>(index);
  }
  return no_index;
}

ImageRegime ImageView::regime(RegionKey region) const noexcept {
  unsigned regime = bytes_[28];
  unsigned child_age = bytes_[29];
  bool exact = false;
  for (unsigned at = regions_at(); region != 0 && at < names_at() && !exact; at += region_size) {
    auto const key = u32(at);
    exact = key == region;
    if (!exact && key != country_of(region)) continue;
    regime = bytes_[at + 4];
    child_age = bytes_[at + 5];
  }
  auto const at = regimes_at() + regime * regime_size;
  auto const highest = child_age > bytes_[30] ? child_age : bytes_[30];
  return {u32(at), bytes_[at + 4], static_cast<std::uint8_t>(highest)};
}

ImageName ImageView::find_name(NameKind kind, std::string_view name) const noexcept {
  for (unsigned at = names_at(); at < texts_at(); at += name_size) {
    if (bytes_[at + 3] != static_cast<std::uint8_t>(kind)) continue;
    if (matches(text(at), name)) return {bytes_[at + 4], text(at + 5)};
  }
  bool const allowed = kind == NameKind::host && (flags() & ImageFlags::unknown_third_parties_allowed) != 0;
  return {allowed ? no_purpose : no_index, {}};
}

bool ImageView::has_vendor(std::string_view id) const noexcept {
  for (unsigned at = names_at(); at < texts_at(); at += name_size) {
    if (same(text(at + 5), id)) return true;
  }
  return false;
}

}  // namespace hallpass::policy
