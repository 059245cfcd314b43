#pragma once
// A student's record as one caller sees it.

#include "district/service/view.hpp"

namespace hallpass::district {

[[nodiscard]] Result<Record> record_as_seen(store::Transaction& transaction, Sight const& sight,
                                            Settings const& settings, InstantMs now);

}  // namespace hallpass::district
