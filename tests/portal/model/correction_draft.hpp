#pragma once
// A correction as a parent writes it.

#include <string>

#include "tests/portal/support/host.hpp"

namespace hallpass::portal {

inline std::string const draft = "correction:student-0001";

// A parent at the form for a wrong street, with everything written.
inline void write_correction(Host& host) {
  host.sign_in("parent");
  host.open_record();
  host.click(keys::correct, "contact.street");
  host.rewrite(draft, "21 Right Street");
  host.type(keys::reason, draft, "We moved in August.");
}

}  // namespace hallpass::portal
