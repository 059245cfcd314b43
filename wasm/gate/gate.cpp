#include "wasm/gate/gate.h"

#include <cstring>

#include "sdk/consent/record.hpp"
#include "sdk/decision/decision.hpp"
#include "sdk/interop/google_consent_mode/google_consent_mode.hpp"

// A module serves one page on one thread, so it keeps its image here.
namespace {

using namespace hallpass;

constexpr std::uint32_t request_head = 20, answer_head = 6;

alignas(8) std::uint8_t space[HALLPASS_GATE_IMAGE_AT + HALLPASS_GATE_IMAGE];
std::uint8_t* const answer = space + HALLPASS_GATE_ANSWER_AT;
std::optional<policy::ImageView> image;

template <class T>
T at(std::uint32_t offset) noexcept {
  T value;
  std::memcpy(&value, space + offset, sizeof value);
  return value;
}

struct Request {
  signal::Signals signals;
  InstantMs now = 0;
  std::uint32_t granted = 0;
  std::string_view text;   // the record, or the vendors refused
  std::uint32_t size = 0;  // 0: it does not hold together
};

// The present one; what it refers to stays until the next is written.
Request request() noexcept {
  Request out;
  auto place = space + request_head;
  auto const take = [&place](std::uint32_t size) {
    auto const text = as_text({place, size});
    place += size;
    return text;
  };
  out.signals.region = region_key(take(space[16]));
  out.signals.audience = take(space[17]);
  out.text = take(at<std::uint16_t>(18));
  out.signals.gpc = static_cast<signal::TriState>(space[8]);
  out.signals.dnt = signal::parse_dnt(as_text({space + 9, 1}));
  out.signals.age_years = space[10];
  out.signals.school_authorised = space[11] != 0;
  out.granted = at<std::uint32_t>(12);
  auto const now = at<double>(0);
  // Within the range of JavaScript's Date.
  if (!image || !(now >= 0 && now < 8.64e15) || place > answer) return out;
  out.now = static_cast<InstantMs>(now);
  out.size = static_cast<std::uint32_t>(place - space);
  return out;
}

}  // namespace

std::uint8_t* hallpass_gate_space() {
  return space;
}

std::uint32_t hallpass_gate_open(std::uint32_t size) {
  image.reset();
  if (size <= HALLPASS_GATE_IMAGE) image = policy::ImageView::open({space + HALLPASS_GATE_IMAGE_AT, size});
  return image ? image->purpose_count() : 0;
}

std::uint32_t hallpass_gate_decide(std::uint32_t size) {
  auto const [signals, now, granted, record, whole] = request();
  if (size != whole) return 0;
  auto const choices = consent::read_record(*image, record);
  auto const decided = decision::decide(*image, signals, choices, now);
  answer[0] = static_cast<std::uint8_t>(decided.prompt);
  answer[1] = decided.signals_in_force;
  answer[2] = interop::google_consent_mode::granted_types(*image, decided);
  answer[3] = decided.regime_flags;
  answer[4] = decided.everything && !choices.refuses_vendors ? 1 : 0;
  std::memcpy(answer + answer_head, decided.by_purpose.data(), sizeof decided.by_purpose);
  return decided.purpose_count;
}

std::uint32_t hallpass_gate_choose(std::uint32_t size) {
  auto const [signals, now, granted, vendors, whole] = request();
  if (size != whole) return 0;
  return static_cast<std::uint32_t>(consent::choose(*image, signals, {granted, vendors}, now,
                                                    {reinterpret_cast<char*>(answer), consent::max_record_size})
                                        .size());
}

std::uint32_t hallpass_gate_find(std::uint32_t kind, std::uint32_t size) {
  if (!image || size > HALLPASS_GATE_IMAGE_AT - HALLPASS_GATE_ANSWER_AT) return policy::no_index;
  auto const name = as_text({answer, size});
  if (kind == 255) return image->find_purpose(name);
  policy::ImageName const found = kind == 254 ? policy::ImageName{policy::no_index, name}
                                              : image->find_name(static_cast<policy::NameKind>(kind), name);
  bool const is_necessary = found.purpose < image->purpose_count() &&
                            (image->purpose(found.purpose).flags & policy::PurposeFlags::necessary) != 0;
  bool const is_refused = !found.vendor.empty() && !is_necessary && consent::refuses(request().text, found.vendor);
  return is_refused ? HALLPASS_GATE_REFUSED : found.purpose;
}
