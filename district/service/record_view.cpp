#include "district/service/record_view.hpp"

#include <algorithm>
#include <tuple>

#include "district/service/hidden_parts.hpp"
#include "district/service/opt_out.hpp"

namespace hallpass::district {
namespace {

// What one looks up for every entry.
struct Sources {
  std::vector<store::Statement> statements;
  std::vector<store::Redaction> redactions;
  HiddenParts hidden;
};

std::vector<Redaction> redactions_of(std::vector<store::Redaction> const& kept, std::string_view entry_id,
                                     Sight const& sight) {
  auto const is_staff = sight.standing == records::Standing::staff;
  std::vector<Redaction> redactions;
  for (auto const& one : kept) {
    if (one.entry_id != entry_id) continue;
    redactions.push_back({.id = one.id,
                          .reason = one.reason,
                          .at = one.at,
                          .part = is_staff ? one.part : std::string{},
                          .note = is_staff ? one.note : std::string{},
                          .by = is_staff ? one.staff_name : std::string{},
                          .may_lift = is_staff && sight.officer});
  }
  return redactions;
}

// An entry of a field that there is.
struct Known {
  records::Field const* field;
  store::Entry* entry;
};

// In the order of the fields; several of one field as they came. Points into `entries`.
std::vector<Known> sorted(std::vector<store::Entry>& entries) {
  std::vector<Known> known;
  known.reserve(entries.size());
  for (auto& entry : entries) {
    auto const* const field = records::find_field(entry.field);
    if (field != nullptr && field->id == entry.field) known.push_back({field, &entry});
  }
  std::ranges::sort(known, {}, [](Known const& one) { return std::tie(one.field, one.entry); });
  return known;
}

Entry entry_as_seen(Known const& known, Sources const& sources, Sight const& sight, Settings const& settings,
                    InstantMs now) {
  known.entry->value = sources.hidden.value(*known.entry);
  auto seen = view_of(std::move(*known.entry), *known.field, sight.student, settings, now);
  seen.may_redact = sight.standing == records::Standing::staff && !is_personnel(sight.student.status.kind) &&
                    records::may_speak_of_others(*known.field);
  seen.redactions = redactions_of(sources.redactions, seen.id, sight);
  for (auto const& statement : sources.statements) {
    if (statement.entry_id != seen.id) continue;
    seen.statements.push_back(
        {statement.at, statement.author, sources.hidden.text(statement.text), statement.request_id});
  }
  return seen;
}

}  // namespace

Result<Record> record_as_seen(store::Transaction& transaction, Sight const& sight, Settings const& settings,
                              InstantMs now) {
  HALLPASS_TRY(entries, transaction.entries(sight.student.id));
  HALLPASS_TRY(statements, transaction.statements(sight.student.id));
  HALLPASS_TRY(redactions, transaction.redactions(sight.student.id));
  HALLPASS_TRY(opt_outs, transaction.opt_outs(sight.student.id));
  HiddenParts const hidden{redactions, sight.standing};
  Sources const sources{std::move(statements), std::move(redactions), hidden};
  // What the parents said of directory information is theirs.
  auto const is_young = sight.standing == records::Standing::young_student;
  Record record{.student = view_of(sight, settings),
                .opted_out_since = is_young ? std::nullopt : state_of(opt_outs, sight.person.id).since,
                .categories = {}};
  auto const known = sorted(entries);
  for (auto const id : records::categories_of(sight.student.status.kind)) {
    auto& category = record.categories.emplace_back(RecordCategory{id, {}});
    for (auto const& one : known) {
      if (one.field->category == id) category.entries.push_back(entry_as_seen(one, sources, sight, settings, now));
    }
  }
  return record;
}

}  // namespace hallpass::district
