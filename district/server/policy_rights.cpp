#include "district/server/policy_rights.hpp"

#include <algorithm>
#include <fstream>

#include "sdk/policy/read.hpp"

namespace hallpass::server {
namespace {

using policy::AudienceKind;
using policy::RightKind;

constexpr std::string_view where = "--policy";
constexpr std::string_view country = "US";
constexpr int most_days = 3660;  // records::add_days

district::OwnRights* rights_of(AudienceKind kind, district::Settings& settings) {
  if (kind == AudienceKind::applicant) return &settings.applicants;
  if (kind == AudienceKind::employee) return &settings.employees;
  return nullptr;
}

bool is_answered_by_district(policy::Right const& right, policy::Audience const& audience) {
  auto const controller =
      audience.role == policy::Role::controller ? policy::AnsweredBy::us : policy::AnsweredBy::customer;
  return right.answered_by == controller;
}

// Whole calendar days, never later than the clock.
int days_of(policy::Clock const& clock) {
  constexpr int hours_a_day = 24;
  constexpr int least_days_a_month = 28;
  auto const count = static_cast<int>(clock.count);
  if (clock.unit == policy::ClockUnit::hours) return std::max(1, count / hours_a_day);
  return clock.unit == policy::ClockUnit::months ? count * least_days_a_month : count;
}

void shorten(int& target, bool& is_set, std::optional<policy::Clock> const& clock) {
  if (!clock) return;
  auto const days = std::min(days_of(*clock), most_days);
  target = is_set ? std::min(target, days) : days;
  is_set = true;
}

}  // namespace

void grant(policy::Policy const& policy, district::Settings& settings) {
  bool inspection_set = false;
  bool correction_set = false;
  bool deletion_set = false;
  for (auto const& right : policy.rights) {
    if (!right.regions.empty() && std::ranges::find(right.regions, country) == right.regions.end()) continue;
    for (auto const& id : right.audiences) {
      auto const& audience = *policy.find_audience(id);
      auto* const rights = rights_of(audience.kind, settings);
      if (rights == nullptr || !is_answered_by_district(right, audience)) continue;
      if (right.kind == RightKind::access) {
        rights->inspection = true;
        shorten(settings.targets.own_inspection_days, inspection_set, right.clock);
      } else if (right.kind == RightKind::correction) {
        rights->correction = true;
        shorten(settings.targets.own_correction_days, correction_set, right.clock);
      } else if (right.kind == RightKind::deletion) {
        rights->deletion = true;
        shorten(settings.targets.own_deletion_days, deletion_set, right.clock);
      }
    }
  }
}

Result<void> grant_from(std::string const& file, district::Settings& settings) {
  std::ifstream stream(file, std::ios::binary);
  std::string text(policy::max_policy_bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream.eof()) return fail(ErrorCode::unavailable, where, "The file cannot be read, or is too large.");
  text.resize(static_cast<std::size_t>(stream.gcount()));
  auto const policy = policy::read_policy(text);
  if (!policy) {
    return fail(ErrorCode::malformed, where, "At " + policy.error().where + ": " + policy.error().advice);
  }
  grant(*policy, settings);
  return {};
}

}  // namespace hallpass::server
