#include "district/service/access.hpp"

#include "sdk/records/triage.hpp"

namespace hallpass::district {

using records::Standing;

Result<std::unique_ptr<store::Transaction>> begin_view(store::Store& store, Caller const& caller) {
  HALLPASS_TRY(reading, store.begin(store::Access::read));
  HALLPASS_TRY(person, reading->person(caller.subject));
  if (!person || !person->staff) return std::move(reading);
  reading.reset();
  return store.begin(store::Access::write);
}

Result<store::Person> known_person(store::Transaction& transaction, Caller const& caller) {
  HALLPASS_TRY(person, transaction.person(caller.subject));
  if (!person) return hidden("caller");
  return *std::move(person);
}

Result<store::Person> known_staff(store::Transaction& transaction, Caller const& caller) {
  HALLPASS_TRY(person, known_person(transaction, caller));
  if (!person.staff) return hidden("caller");
  return std::move(person);
}

namespace {

enum class Young : std::uint8_t { sees_nothing, may_look };

Result<Sight> see(store::Transaction& transaction, Caller const& caller, std::string_view student_id,
                  Settings const& settings, CivilDate today, Young young) {
  HALLPASS_TRY(person, transaction.person(caller.subject));
  HALLPASS_TRY(student, transaction.student(student_id));
  HALLPASS_TRY(bond, transaction.bond(caller.subject, student_id));
  bond.rights_transferred = student && records::has_come_of_age(student->birth_date, today);
  if (student && bond.self) {
    bond.may_look = bond.personnel ? rights_of(student->status.kind, settings).inspection
                                   : young == Young::may_look && may_look(*student, settings, today);
  }
  auto const standing = records::standing_of(bond);
  if (!person || !student || standing == Standing::none) return hidden("student");
  return Sight{*std::move(person), *std::move(student), standing, bond.officer};
}

}  // namespace

Result<Sight> see_student(store::Transaction& transaction, Caller const& caller, std::string_view student_id,
                          Settings const& settings, CivilDate today) {
  return see(transaction, caller, student_id, settings, today, Young::sees_nothing);
}

Result<Sight> see_record(store::Transaction& transaction, Caller const& caller, std::string_view student_id,
                         Settings const& settings, CivilDate today) {
  return see(transaction, caller, student_id, settings, today, Young::may_look);
}

bool may_look(store::Student const& student, Settings const& settings, CivilDate today) noexcept {
  return student.birth_date && records::age_on(*student.birth_date, today) >= settings.student_view_from;
}

Result<RequestSight> see_request(store::Transaction& transaction, Caller const& caller, std::string_view request_id,
                                 Settings const& settings, CivilDate today) {
  HALLPASS_TRY(request, transaction.request(request_id));
  if (!request) return hidden("request");
  auto sight = see_student(transaction, caller, request->student_id, settings, today);
  if (!sight) return sight.error().code == ErrorCode::not_found ? hidden("request") : sight.error();
  if (sight->standing != Standing::staff && request->requester_id != caller.subject) return hidden("request");
  return RequestSight{*std::move(sight), *std::move(request)};
}

bool acts_for_student(Standing standing) noexcept {
  return standing == Standing::parent || standing == Standing::eligible_student || standing == Standing::own_personnel;
}

Role role_of(records::RecordKind kind) noexcept {
  return kind == records::RecordKind::applicant ? Role::applicant : Role::employee;
}

Role role_of(Sight const& sight) noexcept {
  switch (sight.standing) {
    case Standing::staff:
      return Role::staff;
    case Standing::own_personnel:
      return role_of(sight.student.status.kind);
    case Standing::eligible_student:
    case Standing::young_student:
      return Role::student;
    case Standing::parent:
    case Standing::none:
      break;
  }
  return Role::parent;
}

OwnRights const& rights_of(records::RecordKind kind, Settings const& settings) noexcept {
  return kind == records::RecordKind::applicant ? settings.applicants : settings.employees;
}

std::vector<records::RequestKind> may_request(Sight const& sight, Settings const& settings) {
  using enum records::RequestKind;
  if (!acts_for_student(sight.standing)) return {};
  if (sight.standing != Standing::own_personnel) return {inspection, correction, deletion};
  auto const& rights = rights_of(sight.student.status.kind, settings);
  std::vector<records::RequestKind> kinds;
  if (rights.inspection) kinds.push_back(inspection);
  if (rights.correction) kinds.push_back(correction);
  if (rights.deletion) kinds.push_back(deletion);
  return kinds;
}

}  // namespace hallpass::district
