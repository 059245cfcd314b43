#include "district/service/record_view.hpp"

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

Entry entry_as_seen(store::Entry const& entry, Sources const& sources, Sight const& sight, Settings const& settings,
                    InstantMs now) {
  auto seen = view_of(entry, sight.student, settings, now);
  seen.value = sources.hidden.value(entry);
  seen.may_redact = sight.standing == records::Standing::staff && !is_personnel(sight.student.status.kind) &&
                    records::may_speak_of_others(*records::find_field(entry.field));
  seen.redactions = redactions_of(sources.redactions, entry.id, sight);
  for (auto const& statement : sources.statements) {
    if (statement.entry_id != entry.id) continue;
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
  for (auto const id : records::categories_of(sight.student.status.kind)) {
    auto& category = record.categories.emplace_back(RecordCategory{id, {}});
    for (auto const& field : records::fields()) {
      if (field.category != id) continue;
      for (auto const& entry : entries) {
        if (entry.field == field.id) category.entries.push_back(entry_as_seen(entry, sources, sight, settings, now));
      }
    }
  }
  return record;
}

}  // namespace hallpass::district
