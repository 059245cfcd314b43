#pragma once
// Whether directory information about a student is withheld.

#include "district/store/opt_outs.hpp"
#include "sdk/records/directory.hpp"

namespace hallpass::district {

[[nodiscard]] records::OptOutState state_of(std::vector<store::OptOut> const& kept, std::string_view person_id);

}  // namespace hallpass::district
