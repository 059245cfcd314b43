#include <map>

#include "district/store/sql/transaction.hpp"

namespace hallpass::store {
namespace {

using proof::json::object;
using proof::json::text;
using proof::json::truth;
using soci::use;

constexpr auto request_columns =
    "SELECT r.id, r.student_id, r.requester_id, r.requester_name, r.kind, r.basis, r.state, r.open, r.created_at, "
    "r.entered_at, r.extended, r.reason, r.hearing_at, r.hearing_place, r.record, COALESCE((SELECT MIN(m.failed_at) "
    "FROM mails m "
    "WHERE m.request_id = r.id AND m.failed_at > 0), 0) FROM requests r WHERE ";

// The word's value. Throws when it is none of ours: then somebody else wrote into the database.
template <class Value>
Value known(std::optional<Value> value) {
  if (!value) throw soci::soci_error("unknown word");
  return *value;
}

// What the requests are about, for those that `condition` picks.
void read_subjects(Session& session, std::string const& condition, std::string_view argument,
                   std::vector<Request>& requests) {
  std::map<std::string, std::vector<Subject>> subjects;
  session.query<std::string, std::string, std::string, std::string, std::string, std::string>(
      "SELECT e.request_id, e.entry_id, e.field, e.label, e.old_value, e.new_value FROM request_entries e JOIN "
      "requests "
      "r ON r.id = e.request_id WHERE " +
          condition + " ORDER BY e.request_id, e.position",
      [&](auto const& request_id, auto& entry_id, auto& field, auto& label, auto& old_value, auto& new_value) {
        subjects[request_id].push_back({.entry_id = std::move(entry_id),
                                        .field = std::move(field),
                                        .label = std::move(label),
                                        .old_value = std::move(old_value),
                                        .new_value = std::move(new_value)});
      },
      argument);
  for (auto& request : requests) request.about = std::move(subjects[request.id]);
}

std::vector<Request> read_requests(Session& session, std::string const& condition, std::string const& order,
                                   std::string_view argument) {
  std::vector<Request> requests;
  session.query<std::string, std::string, std::string, std::string, std::string, std::string, std::string, int,
                InstantMs, InstantMs, int, std::string, InstantMs, std::string, std::string, InstantMs>(
      request_columns + condition + order,
      [&](auto& id, auto& student_id, auto& requester_id, auto& requester_name, auto const& kind, auto const& basis,
          auto const& state, int open, InstantMs created_at, InstantMs entered_at, int extended, auto& reason,
          InstantMs hearing_at, auto& hearing_place, auto const& record, InstantMs mail_failed_at) {
        Request request{.id = std::move(id),
                        .student_id = std::move(student_id),
                        .requester_id = std::move(requester_id),
                        .requester_name = std::move(requester_name),
                        .kind = known(records::parse_request_kind(kind)),
                        .basis = known(records::parse_deletion_basis(basis)),
                        .state = known(records::parse_state(state)),
                        .open = open != 0,
                        .created_at = created_at,
                        .entered_at = entered_at,
                        .extended = extended != 0,
                        .about = {},
                        .reason = std::move(reason),
                        .hearing = std::nullopt,
                        .record = known(records::parse_record_kind(record))};
        if (hearing_at != 0) request.hearing = Hearing{hearing_at, std::move(hearing_place)};
        if (mail_failed_at != 0) request.mail_failed_at = mail_failed_at;
        requests.push_back(std::move(request));
      },
      argument);
  if (!requests.empty()) read_subjects(session, condition, argument, requests);
  return requests;
}

}  // namespace

Result<void> SqlTransaction::add_request(Request const& request) {
  return added(guarded([&] {
    std::string const kind{to_string(request.kind)};
    std::string const basis{to_string(request.basis)};
    std::string const state{to_string(request.state)};
    std::string const record{to_string(request.record)};
    int const open = request.open ? 1 : 0;
    int const extended = request.extended ? 1 : 0;
    auto const hearing = request.hearing.value_or(Hearing{.at = 0, .place = {}});
    auto const salt = new_salt();
    auto const inserted = session_->execute(
        "INSERT INTO requests (id, student_id, requester_id, requester_name, kind, basis, state, open, created_at, "
        "entered_at, extended, reason, hearing_at, hearing_place, salt, record) VALUES (:id, :student, :requester, "
        ":name, :kind, :basis, :state, :open, :created, :entered, :extended, :reason, :hearing, :place, :salt, "
        ":record) ON CONFLICT DO NOTHING",
        request.id, request.student_id, request.requester_id, request.requester_name, kind, basis, state, open,
        request.created_at, request.entered_at, extended, request.reason, hearing.at, hearing.place, salt, record);
    if (inserted != 1) return false;
    audit("request.added", {{"request", text(request.id)},
                            {"student", text(request.student_id)},
                            {"requester", text(request.requester_id)},
                            {"request_kind", text(kind)},
                            {"basis", text(basis)},
                            {"state", text(state)},
                            {"digest", salted(salt, object({{"requester_name", text(request.requester_name)},
                                                            {"reason", text(request.reason)}}))}});
    int position = 0;
    for (auto const& subject : request.about) add_subject(request.id, position++, subject);
    return true;
  }));
}

// Throws as SOCI does.
void SqlTransaction::add_subject(std::string const& request_id, int position, Subject const& subject) {
  auto const salt = new_salt();
  session_->execute(
      "INSERT INTO request_entries (request_id, position, entry_id, field, label, old_value, new_value, salt) VALUES "
      "(:request, :position, :entry, :field, :label, :old, :new, :salt)",
      request_id, position, subject.entry_id, subject.field, subject.label, subject.old_value, subject.new_value, salt);
  audit("request.entry.added",
        {{"request", text(request_id)},
         {"entry", text(subject.entry_id)},
         {"values",
          salted(salt, object({{"old_value", text(subject.old_value)}, {"new_value", text(subject.new_value)}}))}});
}

Result<std::optional<Request>> SqlTransaction::request(std::string_view id) {
  return guarded([&]() -> std::optional<Request> {
    auto requests = read_requests(*session_, "r.id = :id", "", id);
    if (requests.empty()) return std::nullopt;
    return std::move(requests.front());
  });
}

Result<std::vector<Request>> SqlTransaction::requests_of_student(std::string_view student_id) {
  return guarded([&] { return read_requests(*session_, "r.student_id = :id", " ORDER BY r.seq DESC", student_id); });
}

Result<std::vector<Request>> SqlTransaction::requests_of_requester(std::string_view person_id) {
  return guarded([&] { return read_requests(*session_, "r.requester_id = :id", " ORDER BY r.seq DESC", person_id); });
}

Result<std::vector<Request>> SqlTransaction::requests_waiting_for(std::string_view staff_id) {
  return guarded([&] {
    return read_requests(*session_,
                         "r.seq IN (SELECT seq FROM requests WHERE open = 1 UNION SELECT f.seq FROM requests f JOIN "
                         "mails m ON m.request_id = f.id WHERE m.failed_at > 0) AND r.student_id IN (SELECT "
                         "s.student_id FROM schools_of_students s JOIN "
                         "schools_of_staff t ON s.org_id = t.org_id WHERE t.staff_id = :id)",
                         " ORDER BY r.seq", staff_id);
  });
}

Result<void> SqlTransaction::move_request(std::string_view id, records::State from, records::State to, bool open,
                                          InstantMs at) {
  HALLPASS_TRY(moved, guarded([&] {
                 std::string const request{id};
                 std::string const before{to_string(from)};
                 std::string const after{to_string(to)};
                 int const flag = open ? 1 : 0;
                 auto const changed = session_->execute(
                     "UPDATE requests SET state = :after, open = :open, extended = 0, entered_at = :at WHERE id = :id "
                     "AND state = :before",
                     after, flag, at, request, before);
                 if (changed != 1) return false;
                 audit(
                     "request.moved",
                     {{"request", text(request)}, {"from", text(before)}, {"to", text(after)}, {"open", truth(open)}});
                 return true;
               }));
  if (!moved) return fail(ErrorCode::conflict, "state");
  return {};
}

Result<void> SqlTransaction::extend_request(std::string_view id) {
  return guarded([&] {
    std::string const request{id};
    *session_ << "UPDATE requests SET extended = 1 WHERE id = :id", use(request);
    audit("request.extended", {{"request", text(request)}});
  });
}

Result<void> SqlTransaction::set_hearing(std::string_view id, Hearing const& hearing) {
  return guarded([&] {
    std::string const request{id};
    auto const salt = new_salt();
    *session_ << "UPDATE requests SET hearing_at = :at, hearing_place = :place, hearing_salt = :salt WHERE id = :id",
        use(hearing.at), use(hearing.place), use(salt), use(request);
    audit("hearing.set", {{"request", text(request)},
                          {"on", text(format_instant(hearing.at))},
                          {"digest", salted(salt, object({{"place", text(hearing.place)}}))}});
  });
}

Result<void> SqlTransaction::add_step(std::string_view request_id, Step const& step) {
  return guarded([&] {
    std::string const request{request_id};
    std::string const event{to_string(step.event)};
    std::string const state{to_string(step.state)};
    auto const salt = new_salt();
    session_->execute(
        "INSERT INTO steps (request_id, at, role, actor_name, actor_id, event, state, text, salt) VALUES (:request, "
        ":at, :role, :name, :actor, :event, :state, :text, :salt)",
        request, step.at, step.role, step.actor_name, step.actor_id, event, state, step.text, salt);
    audit("step.added",
          {{"request", text(request)},
           {"role", text(step.role)},
           {"actor", text(step.actor_id)},
           {"event", text(event)},
           {"state", text(state)},
           {"digest", salted(salt, object({{"actor_name", text(step.actor_name)}, {"text", text(step.text)}}))}});
  });
}

Result<std::vector<Step>> SqlTransaction::steps(std::string_view request_id) {
  return guarded([&] {
    std::vector<Step> steps;
    session_->query<InstantMs, std::string, std::string, std::string, std::string, std::string, std::string>(
        "SELECT at, role, actor_name, actor_id, event, state, text FROM steps WHERE request_id = :request ORDER BY seq",
        [&](InstantMs at, auto& role, auto& name, auto& actor, auto& event, auto& state, auto& text) {
          auto const known_event = records::parse_event(event);
          auto const known_state = records::parse_state(state);
          if (!known_event || !known_state) throw soci::soci_error("unknown word");
          Step step{};
          step.at = at;
          step.role = std::move(role);
          step.actor_name = std::move(name);
          step.actor_id = std::move(actor);
          step.event = *known_event;
          step.state = *known_state;
          step.text = std::move(text);
          steps.push_back(std::move(step));
        },
        request_id);
    return steps;
  });
}

}  // namespace hallpass::store
