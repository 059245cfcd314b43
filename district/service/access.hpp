#pragma once
// What a caller may see: the one place where that is decided.

#include "district/service/service.hpp"
#include "district/service/values.hpp"
#include "district/store/store.hpp"
#include "sdk/records/standing.hpp"

namespace hallpass::district {

[[nodiscard]] inline Error hidden(std::string_view what) {
  return fail(ErrorCode::not_found, std::string{what});
}

// A student as this caller may see them.
struct Sight {
  store::Person person;
  store::Student student;
  records::Standing standing;  // never none
  bool officer = false;        // of the records office; staff only
};

struct RequestSight {
  Sight sight;
  store::Request request;
};

// A transaction to look at a record in. Staff leave a trace by looking, so theirs takes its turn among the writers;
// commit it before anything is shown.
[[nodiscard]] Result<std::unique_ptr<store::Transaction>> begin_view(store::Store& store, Caller const& caller);

// Errors: not_found, `where` "caller".
[[nodiscard]] Result<store::Person> known_person(store::Transaction& transaction, Caller const& caller);
// Errors: not_found, `where` "caller".
[[nodiscard]] Result<store::Person> known_staff(store::Transaction& transaction, Caller const& caller);
// `today`: the district's day; from 18 on the rights are the student's own (34 CFR 99.5(a)). A personnel record is seen
// by whose it is, where the policy lets them, and by records officers.
// Errors: not_found, `where` "student".
[[nodiscard]] Result<Sight> see_student(store::Transaction& transaction, Caller const& caller,
                                        std::string_view student_id, Settings const& settings, CivilDate today);
// Likewise, and a student before 18 sees the own record from settings.student_view_from on: for looking at the record
// and nothing else. Errors: as see_student.
[[nodiscard]] Result<Sight> see_record(store::Transaction& transaction, Caller const& caller,
                                       std::string_view student_id, Settings const& settings, CivilDate today);
// Whether the district shows a student before 18 the own record.
[[nodiscard]] bool may_look(store::Student const& student, Settings const& settings, CivilDate today) noexcept;
// Parents and students see their own requests, staff those about students of their schools.
// Errors: not_found, `where` "request".
[[nodiscard]] Result<RequestSight> see_request(store::Transaction& transaction, Caller const& caller,
                                               std::string_view request_id, Settings const& settings, CivilDate today);

// Has the rights over the record: a parent, the student from 18 on, or whose personnel record it is.
[[nodiscard]] bool acts_for_student(records::Standing standing) noexcept;
[[nodiscard]] Role role_of(Sight const& sight) noexcept;
// Of whose personnel record it is. REQUIRES: is_personnel(kind).
[[nodiscard]] Role role_of(records::RecordKind kind) noexcept;
[[nodiscard]] OwnRights const& rights_of(records::RecordKind kind, Settings const& settings) noexcept;
// What may be asked for about the record.
[[nodiscard]] std::vector<records::RequestKind> may_request(Sight const& sight, Settings const& settings);

}  // namespace hallpass::district
