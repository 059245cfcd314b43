// Who am I, the record, and who has seen it.

#include <algorithm>
#include <tuple>

#include "district/service/log.hpp"
#include "district/service/record_view.hpp"
#include "district/service/slice.hpp"

namespace hallpass::district {

namespace {

// Before 18 the record is the parents' to ask for; the student may look at it where the district lets them.
Result<Me> me_as_student(store::Transaction& transaction, store::Person const& person, Settings const& settings,
                         CivilDate today) {
  HALLPASS_TRY(student, transaction.student(person.id));
  auto const eligible = student && records::has_come_of_age(student->birth_date, today);
  if (!student || (!eligible && !may_look(*student, settings, today))) return fail(ErrorCode::forbidden, "sub");
  return Me{.id = person.id,
            .display_name = person.display_name,
            .role = Role::student,
            .may_ask = eligible,
            .children = {view_of(
                {person, *student, eligible ? records::Standing::eligible_student : records::Standing::young_student},
                settings)}};
}

bool by_name(Student const& a, Student const& b) {
  return std::tie(a.display_name, a.id) < std::tie(b.display_name, b.id);
}

}  // namespace

Service::Service(store::Store& store, Settings settings) : store_(store), settings_(std::move(settings)) {}

Result<Me> Service::me(Caller const& caller, InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_TRY(person, transaction->person(caller.subject));
  if (!person) return fail(ErrorCode::forbidden, "sub");
  auto const today = day_of(now, settings_);
  if (person->student) return me_as_student(*transaction, *person, settings_, today);
  auto own = see_student(*transaction, caller, caller.subject, settings_, today);
  if (!own && own.error().code != ErrorCode::not_found) return own.error();
  if (!person->staff && !person->guardian && !own) return fail(ErrorCode::forbidden, "sub");
  Me me{.id = person->id,
        .display_name = person->display_name,
        .role = person->staff      ? Role::staff
                : person->guardian ? Role::parent
                                   : role_of(own->student.status.kind),
        .may_ask = person->guardian,
        .children = {}};
  HALLPASS_TRY(children, transaction->children(caller.subject));
  for (auto& child : children) {
    if (records::has_come_of_age(child.birth_date, today)) continue;
    me.children.push_back(view_of({*person, std::move(child), records::Standing::parent}, settings_));
  }
  std::ranges::sort(me.children, by_name);
  if (own) {
    me.children.push_back(view_of(*own, settings_));
    me.may_ask = me.may_ask || !me.children.back().may_request.empty();
  }
  return me;
}

Result<Record> Service::record(Caller const& caller, std::string_view student_id, InstantMs now) const {
  HALLPASS_TRY(transaction, begin_view(store_, caller));
  HALLPASS_TRY(sight, see_record(*transaction, caller, student_id, settings_, day_of(now, settings_)));
  HALLPASS_TRY(record, record_as_seen(*transaction, sight, settings_, now));
  std::vector<records::Category> shown;
  for (auto const& category : record.categories) {
    if (!category.entries.empty()) shown.push_back(category.id);
  }
  HALLPASS_CHECK(log_view(*transaction, sight, opened_record, std::move(shown), now));
  HALLPASS_CHECK(transaction->commit());
  return std::move(record);
}

Result<Paged<Disclosure>> Service::disclosures(Caller const& caller, std::string_view student_id, InstantMs now,
                                               Page const& page) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_CHECK(see_student(*transaction, caller, student_id, settings_, day_of(now, settings_)));
  HALLPASS_TRY(kept, transaction->disclosures(student_id));
  HALLPASS_TRY(slice, slice_after(kept, &store::Disclosure::id, page));
  Paged<Disclosure> disclosures{.next = std::move(slice.next)};
  disclosures.items.reserve(slice.items.size());
  for (auto& entry : slice.items) {
    disclosures.items.push_back({.id = std::move(entry.id),
                                 .at = entry.at,
                                 .kind = parse_disclosure_kind(entry.kind).value_or(DisclosureKind::disclosure),
                                 .party = std::move(entry.party),
                                 .interest = std::move(entry.interest),
                                 .what = std::move(entry.what),
                                 .source = std::move(entry.source),
                                 .required_by_law = entry.required_by_law});
  }
  return disclosures;
}

}  // namespace hallpass::district
