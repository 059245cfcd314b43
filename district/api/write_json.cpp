#include "district/api/write_json.hpp"

#include "district/api/json_writer.hpp"
#include "district/api/page_query.hpp"

namespace hallpass::api {
namespace {

constexpr std::size_t most_answers_bytes = 4U << 10U;
constexpr std::size_t entry_bytes = 512;  // of a record, with its names; most take less

// Declared before the templates that call them.
void write(JsonWriter& out, district::Student const& student);
void write(JsonWriter& out, district::Statement const& statement);
void write(JsonWriter& out, district::Redaction const& redaction);
void write(JsonWriter& out, district::Entry const& entry);
void write(JsonWriter& out, district::RecordCategory const& category);
void write(JsonWriter& out, district::Actor const& actor);
void write(JsonWriter& out, district::Step const& step);
void write(JsonWriter& out, district::Attachment const& attachment);
void write(JsonWriter& out, district::RequestEntry const& entry);
void write(JsonWriter& out, district::Hearing const& hearing);
void write(JsonWriter& out, records::DeletionTriage const& triage);
void write(JsonWriter& out, records::Deadline const& deadline);
void write(JsonWriter& out, district::Disclosure const& disclosure);
void write(JsonWriter& out, district::Request const& request);
void write(JsonWriter& out, district::OptOutStep const& step);
void write(JsonWriter& out, records::OptOutWindow const& period);
void write(JsonWriter& out, records::OptOutLimit const& limit);
void write(JsonWriter& out, district::Receipt const& receipt);
void write(JsonWriter& out, DistrictCard const& card);

// Of what others wrote as JSON.
struct Raw {
  std::string_view json;
};
void write(JsonWriter& out, Raw raw) {
  out.raw(raw.json);
}

template <std::convertible_to<std::string_view> Text>
void write(JsonWriter& out, Text const& text) {
  out.value(std::string_view{text});
}

void write(JsonWriter& out, std::integral auto value) {
  out.value(value);
}

// An enumerator's word.
template <class Word>
  requires std::is_enum_v<Word>
void write(JsonWriter& out, Word word) {
  out.value(to_string(word));
}

template <class T>
void write(JsonWriter& out, std::optional<T> const& value) {
  if (value) {
    write(out, *value);
  } else {
    out.null();
  }
}

template <class List>
  requires(std::ranges::range<List> && !std::convertible_to<List, std::string_view>)
void write(JsonWriter& out, List const& values) {
  out.begin_list();
  for (auto const& value : values) write(out, value);
  out.end_list();
}

void write_members(JsonWriter& /*out*/) {}
template <class T, class... Others>
void write_members(JsonWriter& out, std::string_view name, T const& value, Others const&... others) {
  out.name(name);
  write(out, value);
  write_members(out, others...);
}

// Names and values in turn.
template <class... Members>
void write_object(JsonWriter& out, Members const&... members) {
  out.begin_object();
  write_members(out, members...);
  out.end_object();
}

std::optional<std::string> instant_or_null(std::optional<InstantMs> const& at) {
  if (!at) return std::nullopt;
  return format_instant(*at);
}

std::optional<Raw> raw_or_null(std::string_view json) {
  if (json.empty()) return std::nullopt;
  return Raw{json};
}

void write(JsonWriter& out, district::Student const& student) {
  write_object(out, "id", student.id, "display_name", student.display_name, "school", student.school, "grade",
               student.grade, "kind", student.kind, "may_request", student.may_request);
}

void write(JsonWriter& out, district::Statement const& statement) {
  write_object(out, "at", format_instant(statement.at), "author", statement.author, "text", statement.text,
               "request_id", statement.request_id);
}

void write(JsonWriter& out, district::Entry const& entry) {
  write_object(out, "id", entry.id, "field", entry.field, "label", entry.label, "detail", entry.detail, "value",
               entry.value, "source", entry.source, "purpose", entry.purpose, "correctable", entry.correctable,
               "deletion_basis", entry.deletion_basis, "statements", entry.statements, "may_redact", entry.may_redact,
               "redactions", entry.redactions);
}

void write(JsonWriter& out, district::Redaction const& redaction) {
  write_object(out, "id", redaction.id, "reason", redaction.reason, "explanation",
               records::explanation_of(redaction.reason), "source", records::source_of(redaction.reason), "at",
               format_instant(redaction.at), "part", redaction.part, "note", redaction.note, "by", redaction.by,
               "may_lift", redaction.may_lift);
}

void write(JsonWriter& out, district::RecordCategory const& category) {
  write_object(out, "id", category.id, "entries", category.entries);
}

void write(JsonWriter& out, district::Actor const& actor) {
  write_object(out, "role", actor.role, "display_name", actor.display_name);
}

void write(JsonWriter& out, district::Step const& step) {
  write_object(out, "at", format_instant(step.at), "actor", step.actor, "event", step.event, "state", step.state,
               "text", step.text, "has_receipt", step.has_receipt);
}

void write(JsonWriter& out, district::Attachment const& attachment) {
  write_object(out, "id", attachment.id, "size_bytes", attachment.size_bytes);
}

void write(JsonWriter& out, district::RequestEntry const& entry) {
  write_object(out, "id", entry.id, "field", entry.field, "label", entry.label, "category", entry.category, "old_value",
               entry.old_value, "new_value", entry.new_value);
}

void write(JsonWriter& out, district::Hearing const& hearing) {
  write_object(out, "at", format_instant(hearing.at), "place", hearing.place);
}

void write(JsonWriter& out, records::DeletionTriage const& triage) {
  write_object(out, "id", triage.basis, "explanation", triage.explanation, "source", triage.source, "certainty",
               triage.certainty, "instead", triage.instead);
}

void write(JsonWriter& out, records::Deadline const& deadline) {
  write_object(out, "due_date", format_date(deadline.due), "days", deadline.days, "counted_from",
               format_date(deadline.counted_from), "kind_of_day", deadline.day_kind, "source", deadline.source,
               "certainty", deadline.certainty, "started_by", deadline.started_by, "extension_days",
               deadline.extension_days);
}

void write(JsonWriter& out, district::Disclosure const& disclosure) {
  write_object(out, "id", disclosure.id, "at", format_instant(disclosure.at), "kind", disclosure.kind, "party",
               disclosure.party, "interest", disclosure.interest, "what", disclosure.what, "source", disclosure.source,
               "required_by_law", disclosure.required_by_law);
}

void write(JsonWriter& out, district::Request const& request) {
  write_object(out, "id", request.id, "kind", request.kind, "state", request.state, "open", request.open, "student",
               request.student, "requester", request.requester, "created_at", format_instant(request.created_at),
               "entries", request.entries, "reason", request.reason, "hearing", request.hearing, "attachments",
               request.attachments, "basis", request.basis, "deadline", request.deadline, "mail_failed_at",
               instant_or_null(request.mail_failed_at), "timeline", request.timeline, "may", request.may);
}

void write(JsonWriter& out, district::OptOutStep const& step) {
  write_object(out, "at", format_instant(step.at), "actor", step.actor, "event", step.event);
}

void write(JsonWriter& out, records::OptOutWindow const& period) {
  write_object(out, "from", format_date(period.from), "until", format_date(period.until));
}

void write(JsonWriter& out, records::OptOutLimit const& limit) {
  write_object(out, "what", limit.what, "source", limit.source);
}

void write(JsonWriter& out, district::Receipt const& receipt) {
  // What was said, and the values, were written by us, as canonical JSON.
  write_object(out, "step", receipt.step, "receipt", receipt.statement, "said", raw_or_null(receipt.said), "salt",
               receipt.said_salt, "values", raw_or_null(receipt.values), "values_salt", receipt.values_salt);
}

void write(JsonWriter& out, DistrictCard const& card) {
  out.begin_object();
  write_members(out, "name", card.name, "age_recipient", card.age_recipient);
  out.name("contact");
  write_object(out, "email", card.email, "phone", card.phone);
  out.end_object();
}

template <class... Members>
std::string object_of(Members const&... members) {
  JsonWriter out{most_answers_bytes};
  write_object(out, members...);
  return out.take();
}

template <class T>
std::string text_of(T const& value) {
  JsonWriter out{most_answers_bytes};
  write(out, value);
  return out.take();
}

// A cursor is opaque to clients: what is in it may change.
template <class T>
std::string named_list(std::string_view name, district::Paged<T> const& page) {
  if (page.next.empty()) return object_of(name, page.items);
  return object_of(name, page.items, "next", write_cursor(page.next));
}

std::size_t expected_bytes(district::Record const& record) {
  auto bytes = most_answers_bytes;
  for (auto const& category : record.categories) bytes += entry_bytes * category.entries.size();
  return bytes;
}

}  // namespace

std::string write_me(district::Me const& me) {
  return object_of("id", me.id, "display_name", me.display_name, "role", me.role, "may_ask", me.may_ask, "children",
                   me.children);
}

std::string write_record(district::Record const& record) {
  JsonWriter out{expected_bytes(record)};
  write_object(out, "student", record.student, "opted_out_since", instant_or_null(record.opted_out_since), "categories",
               record.categories);
  return out.take();
}

std::string write_disclosures(district::Paged<district::Disclosure> const& disclosures) {
  return named_list("disclosures", disclosures);
}

std::string write_opt_out(district::DirectoryOptOut const& opt_out) {
  return object_of("since", instant_or_null(opt_out.since), "mine", opt_out.mine, "may", opt_out.may, "opt_out_bar",
                   opt_out.opt_out_bar, "period", opt_out.period, "source", records::opt_out_source, "limits",
                   records::opt_out_limits(), "history", opt_out.history);
}

std::string write_request(district::Request const& request) {
  return text_of(request);
}

std::string write_requests(district::Paged<district::Request> const& requests) {
  return named_list("requests", requests);
}

std::string write_receipts(std::vector<district::Receipt> const& receipts) {
  return object_of("receipts", receipts);
}

std::string write_attachment(district::Attachment const& attachment) {
  return text_of(attachment);
}

std::string write_court_order(district::CourtOrder const& order) {
  return object_of("student_id", order.student_id, "guardian_id", order.guardian_id, "barred", order.barred,
                   "reference", order.reference);
}

std::string write_district(DistrictCard const& card) {
  return text_of(card);
}

}  // namespace hallpass::api
