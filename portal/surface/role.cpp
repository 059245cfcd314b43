#include "portal/surface/role.hpp"

namespace hallpass::surface {

std::string_view element_of(Role role) noexcept {
  switch (role) {
#define HALLPASS_ROLE(name, element) \
  case Role::name:                   \
    return element;
#include "portal/surface/roles.inc"
#undef HALLPASS_ROLE
  }
  return {};
}

std::string_view html_name(Attribute attribute) noexcept {
  switch (attribute) {
#define HALLPASS_ATTRIBUTE(name, html) \
  case Attribute::name:                \
    return html;
#include "portal/surface/attributes.inc"
#undef HALLPASS_ATTRIBUTE
  }
  return {};
}

}  // namespace hallpass::surface
