#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

using proof::json::object;
using proof::json::text;
using soci::into;
using soci::use;

Result<void> SqlTransaction::add_opt_out(OptOut const& opt_out) {
  return guarded([&] {
    std::string const event{to_string(opt_out.event)};
    auto const salt = new_salt();
    *session_ << "INSERT INTO opt_outs (student_id, person_id, person_name, role, event, at, salt) VALUES (:student, "
                 ":person, :name, :role, :event, :at, :salt)",
        use(opt_out.student_id), use(opt_out.person_id), use(opt_out.person_name), use(opt_out.role), use(event),
        use(opt_out.at), use(salt);
    audit("optout.added", {{"student", text(opt_out.student_id)},
                           {"person", text(opt_out.person_id)},
                           {"role", text(opt_out.role)},
                           {"event", text(event)},
                           {"digest", salted(salt, object({{"person_name", text(opt_out.person_name)}}))}});
  });
}

Result<std::vector<OptOut>> SqlTransaction::opt_outs(std::string_view student_id) {
  return guarded([&] {
    OptOut opt_out{};
    opt_out.student_id = student_id;
    std::string const student{student_id};
    std::string event;
    soci::statement read = (session_->prepare << "SELECT person_id, person_name, role, event, at FROM opt_outs WHERE "
                                                 "student_id = :student ORDER BY seq",
                            use(student), into(opt_out.person_id), into(opt_out.person_name), into(opt_out.role),
                            into(event), into(opt_out.at));
    read.execute();
    std::vector<OptOut> opt_outs;
    while (read.fetch()) {
      auto const known = records::parse_opt_out_event(event);
      if (!known) throw soci::soci_error("unknown word");
      opt_out.event = *known;
      opt_outs.push_back(opt_out);
    }
    return opt_outs;
  });
}

}  // namespace hallpass::store
