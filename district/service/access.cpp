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

// `settings`: null where a student before 18 sees nothing.
Result<Sight> see(store::Transaction& transaction, Caller const& caller, std::string_view student_id,
                  Settings const* settings, CivilDate today) {
  HALLPASS_TRY(person, transaction.person(caller.subject));
  HALLPASS_TRY(student, transaction.student(student_id));
  HALLPASS_TRY(bond, transaction.bond(caller.subject, student_id));
  bond.rights_transferred = student && records::has_come_of_age(student->birth_date, today);
  bond.may_look = student && bond.self && settings != nullptr && may_look(*student, *settings, today);
  auto const standing = records::standing_of(bond);
  if (!person || !student || standing == Standing::none) return hidden("student");
  return Sight{*std::move(person), *std::move(student), standing, bond.officer};
}

}  // namespace

Result<Sight> see_student(store::Transaction& transaction, Caller const& caller, std::string_view student_id,
                          CivilDate today) {
  return see(transaction, caller, student_id, nullptr, today);
}

Result<Sight> see_record(store::Transaction& transaction, Caller const& caller, std::string_view student_id,
                         Settings const& settings, CivilDate today) {
  return see(transaction, caller, student_id, &settings, today);
}

bool may_look(store::Student const& student, Settings const& settings, CivilDate today) noexcept {
  return student.birth_date && records::age_on(*student.birth_date, today) >= settings.student_view_from;
}

Result<RequestSight> see_request(store::Transaction& transaction, Caller const& caller, std::string_view request_id,
                                 CivilDate today) {
  HALLPASS_TRY(request, transaction.request(request_id));
  if (!request) return hidden("request");
  auto sight = see_student(transaction, caller, request->student_id, today);
  if (!sight) return sight.error().code == ErrorCode::not_found ? hidden("request") : sight.error();
  if (sight->standing != Standing::staff && request->requester_id != caller.subject) return hidden("request");
  return RequestSight{*std::move(sight), *std::move(request)};
}

bool acts_for_student(Standing standing) noexcept {
  return standing == Standing::parent || standing == Standing::eligible_student;
}

Role role_of(Standing standing) noexcept {
  switch (standing) {
    case Standing::staff:
      return Role::staff;
    case Standing::eligible_student:
    case Standing::young_student:
      return Role::student;
    case Standing::parent:
    case Standing::none:
      break;
  }
  return Role::parent;
}

}  // namespace hallpass::district
