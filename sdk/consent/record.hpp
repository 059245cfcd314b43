#pragma once
// The stored record: what the visitor chose, as the value of one cookie. Compact text, version 1:
//   1.HASH.SECONDS.SIGNALS.PURPOSE:REVISION+.PURPOSE:REVISION-.VENDOR!
// HASH is the image's hash and SECONDS the time since 1970, both lower-case hex; SIGNALS is KnownSignals (0…3);
// "+" is granted, "-" denied; the revision is decimal; "!" is a vendor refused by itself, whatever its purposes say.
// Example: 1.9a3f…e1.6742f1c0.1.analytics:2+.advertising:1-.linkedin!
// Only characters that RFC 6265 allows in a cookie value. Allocates nothing.

#include <cstdint>
#include <span>
#include <string_view>

#include "sdk/decision/decision.hpp"

namespace hallpass::consent {

// Longest record read or written, in bytes.
inline constexpr std::size_t max_record_size = 2048;

// The choices of a record. Malformed text, another version, a purpose named twice: no choice at all. Purposes the image
// does not have, and answers to another revision, are passed over. Expiry is judged by decide().
// The hash is kept for proof, not compared: an answer stands as long as its purpose's revision does.
[[nodiscard]] decision::Choices read_record(policy::ImageView const& image, std::string_view text) noexcept;

struct Click {
  std::uint32_t granted = 0;           // bit n: purpose n, all others are denied
  std::string_view refused_vendors{};  // ids with blanks between; those the image does not have are passed over
};

// What a click means, as the record to store: the answer of every purpose that is the visitor's to choose. Purposes
// that are forbidden, necessary or not asked about get no answer, whatever the bits say. Written into `out`; the view
// is the written part, empty when it does not fit.
[[nodiscard]] std::string_view choose(policy::ImageView const& image, signal::Signals const& signals,
                                      Click const& click, InstantMs now, std::span<char> out) noexcept;

// Whether the record refuses that vendor by itself. REQUIRES a record that read_record() takes.
[[nodiscard]] bool refuses(std::string_view record, std::string_view vendor) noexcept;

}  // namespace hallpass::consent
