#pragma once
// The stored record: what the visitor chose, as the value of one cookie. Compact text, version 1:
//   1.HASH.SECONDS.SIGNALS.PURPOSE:REVISION+.PURPOSE:REVISION-
// HASH is the image's hash and SECONDS the time since 1970, both lower-case hex; SIGNALS is KnownSignals (0…3);
// "+" is granted, "-" denied; the revision is decimal. Example: 1.9a3f…e1.6742f1c0.1.analytics:2+.advertising:1-
// Only characters that RFC 6265 allows in a cookie value. Allocates nothing.

#include <cstdint>
#include <span>
#include <string_view>

#include "sdk/decision/decision.hpp"

namespace hallpass::consent {

// Longest record read or written, in bytes.
inline constexpr std::size_t max_record_size = 2048;

// The choices of a record. Malformed text, another version, a purpose named twice: no choice at all.
// Purposes the image does not have are passed over. Expiry and revisions are judged by decide().
// The hash is kept for proof, not compared: an answer stands as long as its purpose's revision does.
[[nodiscard]] decision::Choices read_record(policy::ImageView const& image, std::string_view text) noexcept;

// Writes the record into `out`; the view is the written part, empty when it does not fit.
[[nodiscard]] std::string_view write_record(policy::ImageView const& image, decision::Choices const& choices,
                                            std::span<char> out) noexcept;

// What a click means: the answer of every purpose that is the visitor's to choose, given a bit for each purpose
// granted. Purposes that are forbidden, necessary or not asked about get no answer, whatever the bits say.
[[nodiscard]] decision::Choices choose(policy::ImageView const& image, signal::Signals const& signals,
                                       std::uint32_t granted, InstantMs now) noexcept;

}  // namespace hallpass::consent
