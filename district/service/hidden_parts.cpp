#include "district/service/hidden_parts.hpp"

#include <algorithm>

#include "sdk/proof/canonical_json.hpp"

namespace hallpass::district {

Result<HiddenParts> HiddenParts::from(store::Transaction& transaction, Sight const& sight) {
  if (sight.standing == records::Standing::staff) return HiddenParts{{}, sight.standing};
  HALLPASS_TRY(redactions, transaction.redactions(sight.student.id));
  return HiddenParts{std::move(redactions), sight.standing};
}

HiddenParts::HiddenParts(std::vector<store::Redaction> redactions, records::Standing standing) {
  if (standing != records::Standing::staff) redactions_ = std::move(redactions);
}

std::vector<std::string> HiddenParts::parts_of(std::string_view entry_id) const {
  std::vector<std::string> parts;
  for (auto const& redaction : redactions_) {
    if (redaction.entry_id == entry_id) parts.push_back(redaction.part);
  }
  return parts;
}

std::string HiddenParts::value(store::Entry const& entry) const {
  return records::redacted_value(entry.value, parts_of(entry.id));
}

std::string HiddenParts::value_in_request(std::string_view entry_id, std::string_view value) const {
  return records::redacted(value, parts_of(entry_id));
}

std::optional<std::string> HiddenParts::made_whole(store::Entry const& entry, std::string_view wanted) const {
  return records::restored(entry.value, parts_of(entry.id), wanted);
}

std::string HiddenParts::text(std::string_view text) const {
  std::vector<std::string> parts;
  parts.reserve(redactions_.size());
  for (auto const& redaction : redactions_) parts.push_back(redaction.part);
  return records::redacted(text, parts);
}

bool HiddenParts::is_in_json(std::string_view json) const {
  return std::ranges::any_of(redactions_, [&](store::Redaction const& redaction) {
    auto const quoted = proof::json::canonical(proof::json::text(redaction.part));
    // What cannot be looked for counts as found.
    return !quoted || json.find(std::string_view{*quoted}.substr(1, quoted->size() - 2)) != std::string_view::npos;
  });
}

}  // namespace hallpass::district
