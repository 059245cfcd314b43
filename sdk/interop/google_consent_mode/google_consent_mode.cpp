#include "sdk/interop/google_consent_mode/google_consent_mode.hpp"

namespace hallpass::interop::google_consent_mode {

std::uint8_t granted_types(policy::ImageView const& image, decision::Decision const& decision) noexcept {
  unsigned granted = 0;
  unsigned refused = 0;
  for (unsigned index = 0; index < decision.purpose_count; ++index) {
    auto const named = image.purpose(index).consent_mode;
    (decision.by_purpose[index].state == decision::State::granted ? granted : refused) |= named;
  }
  return static_cast<std::uint8_t>(granted & ~refused);
}

}  // namespace hallpass::interop::google_consent_mode
