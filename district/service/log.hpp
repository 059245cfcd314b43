#pragma once
// The disclosure log: what staff saw and what left the district (34 CFR 99.32).

#include "district/service/access.hpp"
#include "district/service/service.hpp"

namespace hallpass::district {

// Logs a view by staff; a parent's own view leaves no entry. Part of the caller's transaction, so that nothing is shown
// that is not logged.
[[nodiscard]] Result<void> log_view(store::Transaction& transaction, Sight const& sight, std::string_view interest,
                                    std::vector<records::Category> what, InstantMs now);

// Logs that a learning product's vendor was told to delete an entry.
[[nodiscard]] Result<void> log_direction(store::Transaction& transaction, store::Request const& request,
                                         std::string_view source, InstantMs now);

// What a request is about; an inspection is about all of it.
[[nodiscard]] std::vector<records::Category> categories_of(store::Request const& request);

}  // namespace hallpass::district
