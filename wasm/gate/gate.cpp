#include "wasm/gate/gate.h"

#include <cstring>

#include "sdk/consent/record.hpp"
#include "sdk/decision/decision.hpp"
#include "sdk/interop/google_consent_mode/google_consent_mode.hpp"

// A module serves one page on one thread, so it keeps its image here.
namespace {

using namespace hallpass;

constexpr std::uint32_t request_head = 20, answer_head = 8;
constexpr std::uint32_t authorised_bit = 1, click_bit = 2;

alignas(8) std::uint8_t space[HALLPASS_GATE_MESSAGE + HALLPASS_GATE_IMAGE];
std::optional<policy::ImageView> image;

std::uint32_t closed() noexcept {
  std::memset(space, 0, answer_head);
  return answer_head;
}

template <class T>
T at(std::uint32_t offset) noexcept {
  T value;
  std::memcpy(&value, space + offset, sizeof value);
  return value;
}

std::string_view text_at(std::uint32_t offset, std::uint32_t size) noexcept {
  return as_text({space + offset, size});
}

std::uint32_t answer(decision::Decision const& decided, std::uint8_t signals, std::uint8_t regime_flags,
                     decision::Choices const* to_store) noexcept {
  space[0] = static_cast<std::uint8_t>(decided.purpose_count);
  space[1] = static_cast<std::uint8_t>(decided.prompt);
  space[2] = signals;
  space[3] = interop::google_consent_mode::granted_types(*image, decided);
  space[4] = regime_flags;
  space[5] = 1;
  auto size = answer_head;
  for (unsigned index = 0; index < decided.purpose_count; ++index) {
    bool const served = (image->purpose(index).flags & policy::PurposeFlags::not_asked) == 0;
    if (served && decided.by_purpose[index].state != decision::State::granted) space[5] = 0;
    space[size++] = static_cast<std::uint8_t>(decided.by_purpose[index].state);
    space[size++] = static_cast<std::uint8_t>(decided.by_purpose[index].reason);
  }
  std::size_t record = 0;
  if (to_store != nullptr) {
    std::span<char> const rest{reinterpret_cast<char*>(space) + size, HALLPASS_GATE_MESSAGE - size};
    record = consent::write_record(*image, *to_store, rest).size();
  }
  space[6] = static_cast<std::uint8_t>(record & 0xFFU);
  space[7] = static_cast<std::uint8_t>(record >> 8U);
  return size + static_cast<std::uint32_t>(record);
}

}  // namespace

std::uint8_t* hallpass_gate_space() {
  return space;
}

std::uint32_t hallpass_gate_open(std::uint32_t size) {
  image.reset();
  if (size <= HALLPASS_GATE_IMAGE) image = policy::ImageView::open({space + HALLPASS_GATE_MESSAGE, size});
  return image ? image->purpose_count() : 0;
}

std::uint32_t hallpass_gate_decide(std::uint32_t size) {
  if (!image || size < request_head || size > HALLPASS_GATE_MESSAGE) return closed();
  std::uint32_t const region_size = space[16];
  std::uint32_t const audience_size = space[17];
  std::uint32_t const record_size = at<std::uint16_t>(18);
  if (request_head + region_size + audience_size + record_size != size) return closed();
  auto const now_ms = at<double>(0);
  if (!(now_ms >= 0 && now_ms < 8.64e15)) return closed();  // the range of JavaScript's Date
  auto const now = static_cast<InstantMs>(now_ms);

  signal::Signals signals;
  signals.gpc = static_cast<signal::TriState>(space[8] <= 2 ? space[8] : 0);
  signals.dnt = signal::parse_dnt(text_at(9, 1));
  signals.age_years = space[10];
  signals.school_authorised = (space[11] & authorised_bit) != 0;
  signals.region = region_key(text_at(request_head, region_size));
  signals.audience = text_at(request_head + region_size, audience_size);

  bool const click = (space[11] & click_bit) != 0;
  auto const choices =
      click ? consent::choose(*image, signals, at<std::uint32_t>(12), now)
            : consent::read_record(*image, text_at(request_head + region_size + audience_size, record_size));
  return answer(decision::decide(*image, signals, choices, now), decision::signals_in_force(*image, signals),
                image->regime(signals.region).flags, click ? &choices : nullptr);
}

std::uint32_t hallpass_gate_find(std::uint32_t kind, std::uint32_t size) {
  if (!image || size > HALLPASS_GATE_MESSAGE) return policy::no_index;
  auto const name = text_at(0, size);
  if (kind == 255) return image->find_purpose(name);
  return image->find_name(static_cast<policy::NameKind>(kind), name);
}
