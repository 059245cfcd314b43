#pragma once
// Compiles a policy into its image: the small, position-independent bytes that decide() and the gate read
// (layout in image_view.hpp). Once per version, at build time.

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"
#include "sdk/policy/policy.hpp"

namespace hallpass::policy {

// The same policy always gives the same bytes, and ImageView::open() accepts them.
// REQUIRES a policy that read.hpp accepted: every id resolves.
// Errors: too_large with `where` the list or member that exceeds the image's limits ("/purposes", "/technologies" …).
[[nodiscard]] Result<Bytes> compile(Policy const& policy);

}  // namespace hallpass::policy
