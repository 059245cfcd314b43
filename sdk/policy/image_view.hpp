#pragma once
// Reads a compiled policy (an image) where it lies: no allocation, no exceptions, no copies.
// The image is made by sdk/policy/image.hpp and read here by the gate, in the browser and everywhere else.
//
// Layout, little-endian, version 2. `text` offsets count from the image's first byte.
//   0 "HPIM"   4 u8 version   5 u8 purposes   6 u8 audiences   7 u8 regimes   8 u32 size of the whole image
//   12 u64 hash: FNV-1a 64 of bytes 0…11 and 20…size   20 u16 regions   22 u16 names   24 u32 choice lifetime
//   28 u8 regime and 29 u8 child age of an unknown region   30 u8 child age everywhere   31 u8 audience of a page that
//   names none   32 u8 ImageFlags   33 zero   34 u16 text, 36 u8 length: the cookie's name   37 zero ×3
//   40 purposes, 10 each: u16 text, u8 length, u8 PurposeFlags, u16 revision, u16 audiences barred, u8 consent mode,
//   zero then audiences, 4 each: u16 text, u8 length, zero then regimes, 8 each:   u32 purposes granted before any
//   choice, u8 RegimeFlags, zero ×3 then regions, 6 each:   u32 RegionKey, u8 regime, u8 child age then names, 8 each:
//   u16 text, u8 length, u8 NameKind, u8 purpose or no_purpose, u16 text, u8 length: the vendor, empty for none
//   then the texts, not terminated.
// Units: lifetimes in seconds, ages in years. Limits: 32 purposes, 16 audiences, 32 regimes, 65,535 bytes in all.

#include <cstdint>
#include <optional>
#include <string_view>

#include "sdk/base/bytes.hpp"
#include "sdk/base/region_key.hpp"

namespace hallpass::policy {

inline constexpr unsigned max_purposes = 32;
inline constexpr unsigned max_audiences = 16;
inline constexpr unsigned max_regimes = 32;
inline constexpr std::uint8_t no_index = 0xFF;
inline constexpr std::uint8_t no_purpose = 0xFE;  // a host of our own, which serves none

// What a technology's name is looked up as. `host`: a script, beacon or ETag, by who is asked.
enum class NameKind : std::uint8_t { cookie, local_storage, host, count };

struct ImageFlags {
  static constexpr std::uint8_t gpc_honoured = 1, unknown_gpc_counts = 2, dnt_honoured = 4, unknown_dnt_counts = 8,
                                unknown_third_parties_allowed = 16;
};
struct PurposeFlags {
  static constexpr std::uint8_t necessary = 1, gpc_denies = 2, dnt_denies = 4, child_needs_authorisation = 8,
                                barred_for_children = 16,
                                not_asked = 32;  // no technology serves it: nothing on a site to hold or to ask about
};
struct RegimeFlags {
  static constexpr std::uint8_t gpc_binding = 1, show_signal_processed = 2, do_not_sell_link = 4;
};

struct ImagePurpose {
  std::string_view id;
  std::uint8_t flags;
  std::uint16_t revision;
  std::uint16_t barred_audiences;  // bit n: audience n
  std::uint8_t consent_mode;       // bit n: the n-th Google Consent Mode type
};

// Who stands behind a name that a technology uses.
struct ImageName {
  std::uint8_t purpose;     // an index, no_purpose or no_index
  std::string_view vendor;  // an id, empty for none
};

// What holds in one region.
struct ImageRegime {
  std::uint32_t granted_when_silent;  // bit n: purpose n is granted before any choice
  std::uint8_t flags;
  std::uint8_t child_age;  // years; younger is a child
};

class ImageView {
 public:
  // Nothing for any bytes that are not one whole, unaltered image. Checks once; the rest is then safe to read.
  // `bytes` must outlive the view.
  [[nodiscard]] static std::optional<ImageView> open(ByteView bytes) noexcept;

  [[nodiscard]] std::uint64_t hash() const noexcept;
  [[nodiscard]] unsigned purpose_count() const noexcept { return bytes_[5]; }
  [[nodiscard]] unsigned audience_count() const noexcept { return bytes_[6]; }
  [[nodiscard]] std::uint8_t flags() const noexcept { return bytes_[32]; }
  // How long a choice stands, in seconds.
  [[nodiscard]] std::uint32_t choice_lifetime() const noexcept;
  [[nodiscard]] std::string_view cookie_name() const noexcept;
  // The audience of a page that names none.
  [[nodiscard]] std::uint8_t default_audience() const noexcept { return bytes_[31]; }

  // REQUIRES index < purpose_count().
  [[nodiscard]] ImagePurpose purpose(unsigned index) const noexcept;
  // The index of that id, or no_index.
  [[nodiscard]] std::uint8_t find_purpose(std::string_view id) const noexcept;
  [[nodiscard]] std::uint8_t find_audience(std::string_view id) const noexcept;
  // What holds in a region: the subdivision's entry, else the country's, else the one for unknown regions.
  [[nodiscard]] ImageRegime regime(RegionKey region) const noexcept;
  // Who declares this name: no_purpose for a host of our own or where the policy lets unknown hosts through, no_index
  // for nobody. Patterns may hold one `*`, which stands for any run of characters; the first match in the policy's
  // order wins.
  [[nodiscard]] ImageName find_name(NameKind kind, std::string_view name) const noexcept;
  // Some technology is this vendor's.
  [[nodiscard]] bool has_vendor(std::string_view id) const noexcept;

 private:
  explicit ImageView(ByteView bytes) noexcept : bytes_{bytes} {}
  [[nodiscard]] unsigned u16(unsigned at) const noexcept;
  [[nodiscard]] std::uint32_t u32(unsigned at) const noexcept;
  [[nodiscard]] std::string_view text(unsigned at) const noexcept;
  [[nodiscard]] unsigned audiences_at() const noexcept;
  [[nodiscard]] unsigned regimes_at() const noexcept;
  [[nodiscard]] unsigned regions_at() const noexcept;
  [[nodiscard]] unsigned names_at() const noexcept;
  [[nodiscard]] unsigned texts_at() const noexcept;
  [[nodiscard]] bool in_order() const noexcept;

  ByteView bytes_;
};

// FNV-1a 64 as the image uses it. Finds every change of a single byte; not a defence against forgery
// (the head script's own SRI hash is that). http://www.isthe.com/chongo/tech/comp/fnv/
[[nodiscard]] std::uint64_t image_hash(ByteView image) noexcept;

}  // namespace hallpass::policy
