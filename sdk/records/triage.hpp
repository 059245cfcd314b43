#pragma once
// Whether the law lets this person have this datum deleted, and what they are told.

#include <optional>
#include <span>
#include <string_view>

#include "sdk/base/civil_time.hpp"
#include "sdk/records/category.hpp"
#include "sdk/records/certainty.hpp"
#include "sdk/records/deadline.hpp"
#include "sdk/records/lifecycle.hpp"

namespace hallpass::records {

struct DeletionFacts {
  Custody custody;
  Category category;
  std::optional<CivilDate> birth_date;  // unknown: not taken for under 13; staff ask for it
  CivilDate today;
  Jurisdiction jurisdiction = Jurisdiction::federal;
  bool enrolled = true;
  bool still_needed = true;  // of special-education data: needed to provide services (34 CFR 300.624)
};

struct DeletionTriage {
  DeletionBasis basis;
  std::string_view source;
  Certainty certainty;
  std::string_view explanation;               // English, for the parent; the portal translates by `basis`
  std::span<std::string_view const> instead;  // what else may be asked for, English
};

[[nodiscard]] DeletionTriage const& triage_deletion(DeletionFacts const& facts) noexcept;
// What was found before, told again.
[[nodiscard]] DeletionTriage const& finding(DeletionBasis basis) noexcept;

// Whole years lived on that day.
[[nodiscard]] int age_on(CivilDate birth_date, CivilDate day) noexcept;

}  // namespace hallpass::records
