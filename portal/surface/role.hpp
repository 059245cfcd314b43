#pragma once
// What a node is (its native element) and what it can carry.

#include <array>
#include <cstddef>
#include <cstdint>

namespace hallpass::surface {

enum class Role : std::uint8_t {
#define HALLPASS_ROLE(name, element) name,
#include "portal/surface/roles.inc"
#undef HALLPASS_ROLE
};

inline constexpr std::array all_roles{
#define HALLPASS_ROLE(name, element) Role::name,
#include "portal/surface/roles.inc"
#undef HALLPASS_ROLE
};
inline constexpr std::size_t role_count = all_roles.size();

enum class Attribute : std::uint8_t {
#define HALLPASS_ATTRIBUTE(name, html) name,
#include "portal/surface/attributes.inc"
#undef HALLPASS_ATTRIBUTE
};

[[nodiscard]] constexpr Role heading_role(int level) noexcept {
  return static_cast<Role>(static_cast<int>(Role::heading1) + (level < 1 ? 1 : level > 6 ? 6 : level) - 1);
}
[[nodiscard]] constexpr bool is_heading(Role role) noexcept {
  return role >= Role::heading1 && role <= Role::heading6;
}

}  // namespace hallpass::surface
