#pragma once
// Google Consent Mode v2: which consent types a decision grants. Pure; the page pushes the result.
// https://developers.google.com/tag-platform/security/guides/consent

#include <array>
#include <cstdint>
#include <string_view>

#include "sdk/decision/decision.hpp"

namespace hallpass::interop::google_consent_mode {

// In the order of the bits in an image's purposes and in granted_types().
inline constexpr std::array<std::string_view, 7> types{
    "ad_storage",        "ad_user_data",          "ad_personalization",
    "analytics_storage", "functionality_storage", "personalization_storage",
    "security_storage"};

// Bit n: types[n] is granted. A type that several purposes name is granted only when all of them are;
// one that no purpose names stays denied.
[[nodiscard]] std::uint8_t granted_types(policy::ImageView const& image, decision::Decision const& decision) noexcept;

}  // namespace hallpass::interop::google_consent_mode
