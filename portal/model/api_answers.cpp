// What the district answers, read strictly.
#include "portal/model/api.hpp"

#include <array>
#include <span>
#include <utility>

#include "portal/model/json_reader.hpp"

namespace hallpass::portal {
namespace {

template <class E>
using Words = std::span<std::pair<std::string_view, E> const>;

template <class E>
E word(JsonReader const& reader, Words<E> words) {
  std::string const text = reader.text();
  for (auto const& [name, value] : words) {
    if (name == text) return value;
  }
  return E::other;
}

constexpr std::array role_words{
    std::pair{std::string_view{"parent"}, Role::parent}, std::pair{std::string_view{"student"}, Role::student},
    std::pair{std::string_view{"staff"}, Role::staff}, std::pair{std::string_view{"applicant"}, Role::applicant},
    std::pair{std::string_view{"employee"}, Role::employee}};
constexpr std::array actor_words{std::pair{std::string_view{"parent"}, ActorRole::parent},
                                 std::pair{std::string_view{"student"}, ActorRole::student},
                                 std::pair{std::string_view{"staff"}, ActorRole::staff},
                                 std::pair{std::string_view{"applicant"}, ActorRole::applicant},
                                 std::pair{std::string_view{"employee"}, ActorRole::employee},
                                 std::pair{std::string_view{"system"}, ActorRole::system}};
constexpr std::array disclosure_words{std::pair{std::string_view{"staff_view"}, DisclosureKind::staff_view},
                                      std::pair{std::string_view{"disclosure"}, DisclosureKind::disclosure}};

template <class E, std::size_t N>
E word(JsonReader const& reader, std::array<std::pair<std::string_view, E>, N> const& words) {
  return word(reader, Words<E>{words});
}

// What is not known well enough is not called law.
Authority authority(JsonReader const& reader) {
  auto const certainty = records::parse_certainty(reader.text());
  return certainty ? records::authority_of(*certainty) : Authority::district_policy;
}

template <class T, class F>
std::vector<T> each(JsonReader const& reader, F read) {
  std::vector<T> out;
  for (auto const& item : reader.list()) out.push_back(read(item));
  return out;
}

// Words of a list that this version knows.
template <class E>
std::vector<E> known(JsonReader const& reader, std::optional<E> (*parse)(std::string_view) noexcept) {
  std::vector<E> out;
  for (auto const& item : reader.list()) {
    if (auto const value = parse(item.text())) out.push_back(*value);
  }
  return out;
}

Student student(JsonReader const& r) {
  return {.id = r["id"].id(),
          .name = r["display_name"].text(),
          .kind = records::parse_record_kind(r["kind"].text()),
          .may_request = known<RequestKind>(r["may_request"], records::parse_request_kind),
          .school = r["school"].text(),
          .grade = r["grade"].text()};
}

Actor actor(JsonReader const& r) {
  return {.role = word(r["role"], actor_words), .name = r["display_name"].text()};
}

Statement statement(JsonReader const& r) {
  return {.at = r["at"].instant(), .author = r["author"].text(), .text = r["text"].text()};
}

Redaction redaction(JsonReader const& r) {
  return {.id = r["id"].id(),
          .explanation = r["explanation"].text(),
          .source = r["source"].text(),
          .part = r["part"].text(),
          .note = r["note"].text(),
          .by = r["by"].text(),
          .may_lift = r["may_lift"].boolean()};
}

Entry entry(JsonReader const& r) {
  return {.id = r["id"].id(),
          .field = r["field"].text(),
          .label = r["label"].text(),
          .value = r["value"].text(),
          .source = r["source"].text(),
          .purpose = r["purpose"].text(),
          .correctable = r["correctable"].boolean(),
          .deletion_basis = records::parse_deletion_basis(r["deletion_basis"].text()),
          .statements = each<Statement>(r["statements"], statement),
          .may_redact = r["may_redact"].boolean(),
          .redactions = each<Redaction>(r["redactions"], redaction)};
}

RecordCategory record_category(JsonReader const& r) {
  return {.category = records::parse_category(r["id"].text()), .entries = each<Entry>(r["entries"], entry)};
}

Disclosure disclosure(JsonReader const& r) {
  return {.id = r["id"].id(),
          .at = r["at"].instant(),
          .kind = word(r["kind"], disclosure_words),
          .party = r["party"].text(),
          .interest = r["interest"].text(),
          .what = each<std::optional<Category>>(r["what"],
                                                [](JsonReader const& c) { return records::parse_category(c.text()); }),
          .source = r["source"].text(),
          .required_by_law = r["required_by_law"].boolean()};
}

Attachment attachment(JsonReader const& r) {
  return {.id = r["id"].id(), .size_bytes = r["size_bytes"].count()};
}

Basis basis(JsonReader const& r) {
  return {.id = records::parse_deletion_basis(r["id"].text()),
          .explanation = r["explanation"].text(),
          .source = r["source"].text(),
          .authority = authority(r["certainty"]),
          .instead = each<std::string>(r["instead"], [](JsonReader const& s) { return s.text(); })};
}

std::optional<InstantMs> instant_or_none(JsonReader const& r) {
  if (r.is_null()) return std::nullopt;
  return r.instant();
}

OptOutStep opt_out_step(JsonReader const& r) {
  return {.at = r["at"].instant(),
          .actor = actor(r["actor"]),
          .opts_out = records::parse_opt_out_event(r["event"].text()) == records::OptOutEvent::opt_out};
}

OptOut opt_out(JsonReader const& r) {
  OptOut out{.since = instant_or_none(r["since"]),
             .mine = r["mine"].boolean(),
             .may_opt_out = false,
             .may_rescind = false,
             .bar = records::parse_opt_out_bar(r["opt_out_bar"].text()),
             .period_from = std::nullopt,
             .period_until = {},
             .source = r["source"].text(),
             .limits = each<OptOutLimit>(
                 r["limits"],
                 [](JsonReader const& limit) { return OptOutLimit{limit["what"].text(), limit["source"].text()}; }),
             .history = each<OptOutStep>(r["history"], opt_out_step)};
  for (auto const& may : r["may"].list()) {
    auto const event = records::parse_opt_out_event(may.text());
    out.may_opt_out = out.may_opt_out || event == records::OptOutEvent::opt_out;
    out.may_rescind = out.may_rescind || event == records::OptOutEvent::rescind;
  }
  if (auto const period = r["period"]; !period.is_null()) {
    out.period_from = period["from"].date();
    out.period_until = period["until"].date();
  }
  return out;
}

Deadline deadline(JsonReader const& r) {
  return {.due = r["due_date"].date(),
          .days = r["days"].count(),
          .day_kind = records::parse_day_kind(r["kind_of_day"].text()).value_or(DayKind::calendar),
          .counted_from = r["counted_from"].date(),
          .source = r["source"].text(),
          .authority = authority(r["certainty"]),
          .extension_days = r["extension_days"].count()};
}

Step step(JsonReader const& r) {
  return {.at = r["at"].instant(),
          .actor = actor(r["actor"]),
          .event = records::parse_event(r["event"].text()),
          .state = records::parse_state(r["state"].text()),
          .text = r["text"].text(),
          .has_receipt = r["has_receipt"].boolean()};
}

RequestEntry request_entry(JsonReader const& r) {
  return {.label = r["label"].text(), .old_value = r["old_value"].text(), .new_value = r["new_value"].text()};
}

Request request(JsonReader const& r) {
  Request out;
  out.id = r["id"].id();
  out.kind = records::parse_request_kind(r["kind"].text());
  out.state = records::parse_state(r["state"].text());
  out.open = r["open"].boolean();
  out.student = student(r["student"]);
  out.requester = actor(r["requester"]);
  out.created_at = r["created_at"].instant();
  out.entries = each<RequestEntry>(r["entries"], request_entry);
  out.reason = r["reason"].text();
  if (auto const set = r["hearing"]; !set.is_null()) {
    out.hearing = Hearing{.at = set["at"].instant(), .place = set["place"].text()};
  }
  out.attachments = each<Attachment>(r["attachments"], attachment);
  if (auto const found = r["basis"]; !found.is_null()) out.basis = basis(found);
  if (auto const owed = r["deadline"]; !owed.is_null()) out.deadline = deadline(owed);
  out.mail_failed_at = instant_or_none(r["mail_failed_at"]);
  out.timeline = each<Step>(r["timeline"], step);
  out.may = known<RequestEvent>(r["may"], records::parse_event);
  return out;
}

// Parses the text and reads it whole, or says where it is not as the contract says.
template <class T, class F>
Result<T> answer(std::string_view text, F read) {
  auto const parsed = parse_json_tree(text, max_json_depth);
  auto const* const value = std::get_if<JsonValue>(&parsed);
  if (value == nullptr) return fail(ErrorCode::malformed, "");
  std::optional<std::string> failed_at;
  T out = read(JsonReader{value, failed_at});
  if (failed_at) return fail(ErrorCode::malformed, std::move(*failed_at));
  return out;
}

}  // namespace

Result<District> read_district(std::string_view json) {
  return answer<District>(json, [](JsonReader const& r) {
    return District{
        .name = r["name"].text(), .email = r["contact"]["email"].text(), .phone = r["contact"]["phone"].text()};
  });
}

Result<Me> read_me(std::string_view json) {
  return answer<Me>(json, [](JsonReader const& r) {
    return Me{.id = r["id"].id(),
              .name = r["display_name"].text(),
              .role = word(r["role"], role_words),
              .may_ask = r["may_ask"].boolean(),
              .children = each<Student>(r["children"], student)};
  });
}

Result<Record> read_record(std::string_view json) {
  return answer<Record>(json, [](JsonReader const& r) {
    return Record{.student = student(r["student"]),
                  .opted_out_since = instant_or_none(r["opted_out_since"]),
                  .categories = each<RecordCategory>(r["categories"], record_category)};
  });
}

Result<OptOut> read_opt_out(std::string_view json) {
  return answer<OptOut>(json, opt_out);
}

Result<std::vector<Disclosure>> read_disclosures(std::string_view json) {
  return answer<std::vector<Disclosure>>(
      json, [](JsonReader const& r) { return each<Disclosure>(r["disclosures"], disclosure); });
}

Result<std::vector<Request>> read_requests(std::string_view json) {
  return answer<std::vector<Request>>(json, [](JsonReader const& r) { return each<Request>(r["requests"], request); });
}

Result<Request> read_request(std::string_view json) {
  return answer<Request>(json, request);
}

Result<Attachment> read_attachment(std::string_view json) {
  return answer<Attachment>(json, attachment);
}

Problem problem_of(std::int32_t status) noexcept {
  if (status >= 200 && status < 300) return Problem::none;
  switch (status) {
    case -1:
      return Problem::file;
    case -2:
      return Problem::keys;
    case 401:
      return Problem::expired;
    case 404:
      return Problem::not_found;
    case 409:
    case 412:
      return Problem::conflict;
    case 413:
      return Problem::too_large;
    default:
      break;
  }
  if (status >= 400 && status < 500) return Problem::not_taken;
  if (status >= 500 && status < 600) return Problem::district;
  return Problem::network;
}

}  // namespace hallpass::portal
