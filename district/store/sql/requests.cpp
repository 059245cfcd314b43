#include "district/store/sql/transaction.hpp"

namespace hallpass::store {
namespace {

using proof::json::object;
using proof::json::text;
using proof::json::truth;
using soci::into;
using soci::use;

constexpr auto request_columns =
    "SELECT r.id, r.student_id, r.requester_id, r.requester_name, r.kind, r.basis, r.state, r.open, r.created_at, "
    "r.entered_at, r.entry_id, r.entry_field, r.entry_label, r.old_value, r.new_value, r.reason FROM requests r ";

// One row of `request_columns`; enumerations travel as their words.
struct RequestRow {
  Request request{};
  std::string kind{};
  std::string basis{};
  std::string state{};
  int open = 0;

  // Throws when a word is none of ours: then somebody else wrote into the database.
  [[nodiscard]] Request value() const {
    auto const kind_value = records::parse_request_kind(kind);
    auto const basis_value = records::parse_deletion_basis(basis);
    auto const state_value = records::parse_state(state);
    if (!kind_value || !basis_value || !state_value) throw soci::soci_error("unknown word");
    auto value = request;
    value.kind = *kind_value;
    value.basis = *basis_value;
    value.state = *state_value;
    value.open = open != 0;
    return value;
  }
};

std::vector<Request> read_requests(soci::session& session, std::string const& rest, std::string const& argument) {
  RequestRow row;
  auto& request = row.request;
  soci::statement read =
      (session.prepare << request_columns + rest, use(argument), into(request.id), into(request.student_id),
       into(request.requester_id), into(request.requester_name), into(row.kind), into(row.basis), into(row.state),
       into(row.open), into(request.created_at), into(request.entered_at), into(request.entry_id),
       into(request.entry_field), into(request.entry_label), into(request.old_value), into(request.new_value),
       into(request.reason));
  read.execute();
  std::vector<Request> requests;
  while (read.fetch()) requests.push_back(row.value());
  return requests;
}

}  // namespace

Result<void> SqlTransaction::add_request(Request const& request) {
  return added(guarded([&] {
    std::string const kind{to_string(request.kind)};
    std::string const basis{to_string(request.basis)};
    std::string const state{to_string(request.state)};
    int const open = request.open ? 1 : 0;
    auto const salt = new_salt();
    auto const values_salt = new_salt();
    soci::statement insert =
        (session_->prepare << "INSERT INTO requests (id, student_id, requester_id, requester_name, kind, basis, state, "
                              "open, created_at, entered_at, entry_id, entry_field, entry_label, old_value, new_value, "
                              "reason, salt, values_salt) VALUES (:id, :student, :requester, :name, :kind, :basis, "
                              ":state, :open, :created, :entered, :entry, :field, :label, :old, :new, :reason, :salt, "
                              ":values_salt) ON CONFLICT DO NOTHING",
         use(request.id), use(request.student_id), use(request.requester_id), use(request.requester_name), use(kind),
         use(basis), use(state), use(open), use(request.created_at), use(request.entered_at), use(request.entry_id),
         use(request.entry_field), use(request.entry_label), use(request.old_value), use(request.new_value),
         use(request.reason), use(salt), use(values_salt));
    if (!affected_one(insert)) return false;
    audit("request.added", {{"request", text(request.id)},
                            {"student", text(request.student_id)},
                            {"requester", text(request.requester_id)},
                            {"request_kind", text(kind)},
                            {"basis", text(basis)},
                            {"state", text(state)},
                            {"entry", text(request.entry_id)},
                            {"digest", salted(salt, object({{"requester_name", text(request.requester_name)},
                                                            {"entry_label", text(request.entry_label)},
                                                            {"reason", text(request.reason)}}))},
                            {"values", salted(values_salt, object({{"old_value", text(request.old_value)},
                                                                   {"new_value", text(request.new_value)}}))}});
    return true;
  }));
}

Result<std::optional<Request>> SqlTransaction::request(std::string_view id) {
  return guarded([&]() -> std::optional<Request> {
    auto requests = read_requests(*session_, "WHERE r.id = :id", std::string{id});
    if (requests.empty()) return std::nullopt;
    return std::move(requests.front());
  });
}

Result<std::vector<Request>> SqlTransaction::requests_of_student(std::string_view student_id) {
  return guarded([&] {
    return read_requests(*session_, "WHERE r.student_id = :id ORDER BY r.seq DESC", std::string{student_id});
  });
}

Result<std::vector<Request>> SqlTransaction::requests_of_requester(std::string_view person_id) {
  return guarded([&] {
    return read_requests(*session_, "WHERE r.requester_id = :id ORDER BY r.seq DESC", std::string{person_id});
  });
}

Result<std::vector<Request>> SqlTransaction::open_requests_for(std::string_view staff_id) {
  return guarded([&] {
    return read_requests(*session_,
                         "WHERE r.open = 1 AND r.student_id IN (SELECT s.student_id FROM schools_of_students s JOIN "
                         "schools_of_staff t ON s.org_id = t.org_id WHERE t.staff_id = :id) ORDER BY r.seq",
                         std::string{staff_id});
  });
}

Result<void> SqlTransaction::move_request(std::string_view id, records::State from, records::State to, bool open,
                                          InstantMs at) {
  HALLPASS_TRY(moved, guarded([&] {
                 std::string const request{id};
                 std::string const before{to_string(from)};
                 std::string const after{to_string(to)};
                 int const flag = open ? 1 : 0;
                 soci::statement update = (session_->prepare << "UPDATE requests SET state = :after, open = :open, "
                                                                "entered_at = :at WHERE id = :id AND state = :before",
                                           use(after), use(flag), use(at), use(request), use(before));
                 if (!affected_one(update)) return false;
                 audit(
                     "request.moved",
                     {{"request", text(request)}, {"from", text(before)}, {"to", text(after)}, {"open", truth(open)}});
                 return true;
               }));
  if (!moved) return fail(ErrorCode::conflict, "state");
  return {};
}

Result<void> SqlTransaction::add_step(std::string_view request_id, Step const& step) {
  return guarded([&] {
    std::string const request{request_id};
    std::string const state{to_string(step.state)};
    auto const salt = new_salt();
    *session_ << "INSERT INTO steps (request_id, at, role, actor_name, actor_id, state, text, salt) VALUES "
                 "(:request, :at, :role, :name, :actor, :state, :text, :salt)",
        use(request), use(step.at), use(step.role), use(step.actor_name), use(step.actor_id), use(state),
        use(step.text), use(salt);
    audit("step.added",
          {{"request", text(request)},
           {"role", text(step.role)},
           {"actor", text(step.actor_id)},
           {"state", text(state)},
           {"digest", salted(salt, object({{"actor_name", text(step.actor_name)}, {"text", text(step.text)}}))}});
  });
}

Result<std::vector<Step>> SqlTransaction::steps(std::string_view request_id) {
  return guarded([&] {
    std::string const request{request_id};
    Step step{};
    std::string state;
    soci::statement read = (session_->prepare << "SELECT at, role, actor_name, actor_id, state, text FROM steps WHERE "
                                                 "request_id = :request ORDER BY seq",
                            use(request), into(step.at), into(step.role), into(step.actor_name), into(step.actor_id),
                            into(state), into(step.text));
    read.execute();
    std::vector<Step> steps;
    while (read.fetch()) {
      auto const known = records::parse_state(state);
      if (!known) throw soci::soci_error("unknown word");
      step.state = *known;
      steps.push_back(step);
    }
    return steps;
  });
}

}  // namespace hallpass::store
