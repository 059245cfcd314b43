#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

using proof::json::object;
using proof::json::text;
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
    std::vector<OptOut> opt_outs;
    session_->query<std::string, std::string, std::string, std::string, InstantMs>(
        "SELECT person_id, person_name, role, event, at FROM opt_outs WHERE student_id = :student ORDER BY seq",
        [&](auto& person, auto& name, auto& role, auto& event, InstantMs at) {
          auto const known = records::parse_opt_out_event(event);
          if (!known) throw soci::soci_error("unknown word");
          opt_outs.push_back({.student_id = std::string{student_id},
                              .person_id = std::move(person),
                              .person_name = std::move(name),
                              .role = std::move(role),
                              .event = *known,
                              .at = at});
        },
        student_id);
    return opt_outs;
  });
}

}  // namespace hallpass::store
