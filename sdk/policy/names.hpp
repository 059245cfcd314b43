#pragma once
// The JSON spelling of every enumerator: exactly its C++ name.

#include <cstddef>
#include <span>
#include <string_view>

#include "sdk/policy/policy.hpp"

#define HALLPASS_POLICY_ENUMS(ENUM) \
  ENUM(ClockUnit)                   \
  ENUM(Role)                        \
  ENUM(Certainty)                   \
  ENUM(AudienceKind)                \
  ENUM(GoverningStatement)          \
  ENUM(Sensitivity)                 \
  ENUM(Source)                      \
  ENUM(Activation)                  \
  ENUM(SignalKind)                  \
  ENUM(ConsentModeSignal)           \
  ENUM(ChildRule)                   \
  ENUM(TechnologyKind)              \
  ENUM(Lifetime)                    \
  ENUM(DisclosureKind)              \
  ENUM(DisclosureCondition)         \
  ENUM(DefaultChoice)               \
  ENUM(SignalResponse)              \
  ENUM(UnknownSignal)               \
  ENUM(UnknownThirdParties)         \
  ENUM(DntStatus)                   \
  ENUM(RetentionTrigger)            \
  ENUM(RightKind)                   \
  ENUM(AnsweredBy)                  \
  ENUM(AddendumRuleKind)            \
  ENUM(Review)

namespace hallpass::policy {

// In the order of the enumerators, starting at 0.
template <class Enum>
[[nodiscard]] std::span<std::string_view const> names_of() noexcept;

#define HALLPASS_ENUM_DECLARATION(Enum) \
  template <>                           \
  std::span<std::string_view const> names_of<Enum>() noexcept;
HALLPASS_POLICY_ENUMS(HALLPASS_ENUM_DECLARATION)
#undef HALLPASS_ENUM_DECLARATION

template <class Enum>
[[nodiscard]] std::string_view to_string(Enum value) noexcept {
  auto const names = names_of<Enum>();
  auto const index = static_cast<std::size_t>(value);
  return index < names.size() ? names[index] : std::string_view{};
}

}  // namespace hallpass::policy
