#include "district/api/write_json.hpp"

#include <boost/json.hpp>

#include "district/api/page_query.hpp"

namespace hallpass::api {
namespace {

namespace json = boost::json;

constexpr std::size_t first_block_bytes = 32U << 10U;

// Declared before the lists that call them. Those of a record say where their memory comes from: it has hundreds of
// little texts, which are put down one after the other and taken away at once.
json::object to_json(district::Student const& student, json::storage_ptr const& storage = {});
json::object to_json(district::Statement const& statement, json::storage_ptr const& storage);
json::object to_json(district::Redaction const& redaction, json::storage_ptr const& storage);
json::object to_json(district::Attachment const& attachment);
json::object to_json(district::RequestEntry const& entry);
json::object to_json(district::Hearing const& hearing);
json::object to_json(district::Step const& step);
json::object to_json(records::DeletionTriage const& triage);
json::object to_json(records::Deadline const& deadline);
json::object to_json(district::Disclosure const& disclosure);
json::object to_json(district::Entry const& entry, json::storage_ptr const& storage);
json::object to_json(district::RecordCategory const& category, json::storage_ptr const& storage);
json::object to_json(district::Request const& request);
json::object to_json(district::Receipt const& receipt);
json::object to_json(district::OptOutStep const& step);

json::object to_json(records::OptOutWindow const& period);

template <class T>
json::value or_null(std::optional<T> const& value) {
  return value ? json::value(to_json(*value)) : json::value(nullptr);
}

template <class T>
json::array list_of(std::vector<T> const& values) {
  json::array list;
  for (auto const& value : values) list.emplace_back(to_json(value));
  return list;
}

template <class T>
json::array list_of(std::vector<T> const& values, json::storage_ptr const& storage) {
  json::array list(storage);
  list.reserve(values.size());
  for (auto const& value : values) list.emplace_back(to_json(value, storage));
  return list;
}

// Of enumerators: their words.
template <class T>
json::array words_of(std::vector<T> const& values, json::storage_ptr const& storage = {}) {
  json::array list(storage);
  for (auto const value : values) list.emplace_back(to_string(value));
  return list;
}

json::object to_json(district::Student const& student, json::storage_ptr const& storage) {
  return json::object({{"id", student.id},
                       {"display_name", student.display_name},
                       {"school", student.school},
                       {"grade", student.grade},
                       {"kind", to_string(student.kind)},
                       {"may_request", words_of(student.may_request, storage)}},
                      storage);
}

json::object to_json(district::Statement const& statement, json::storage_ptr const& storage) {
  return json::object({{"at", format_instant(statement.at)},
                       {"author", statement.author},
                       {"text", statement.text},
                       {"request_id", statement.request_id}},
                      storage);
}

json::object to_json(district::Entry const& entry, json::storage_ptr const& storage) {
  return json::object({{"id", entry.id},
                       {"field", entry.field},
                       {"label", entry.label},
                       {"detail", entry.detail},
                       {"value", entry.value},
                       {"source", entry.source},
                       {"purpose", entry.purpose},
                       {"correctable", entry.correctable},
                       {"deletion_basis", to_string(entry.deletion_basis)},
                       {"statements", list_of(entry.statements, storage)},
                       {"may_redact", entry.may_redact},
                       {"redactions", list_of(entry.redactions, storage)}},
                      storage);
}

json::object to_json(district::Redaction const& redaction, json::storage_ptr const& storage) {
  return json::object({{"id", redaction.id},
                       {"reason", to_string(redaction.reason)},
                       {"explanation", records::explanation_of(redaction.reason)},
                       {"source", records::source_of(redaction.reason)},
                       {"at", format_instant(redaction.at)},
                       {"part", redaction.part},
                       {"note", redaction.note},
                       {"by", redaction.by},
                       {"may_lift", redaction.may_lift}},
                      storage);
}

json::object to_json(district::Actor const& actor) {
  return {{"role", to_string(actor.role)}, {"display_name", actor.display_name}};
}

json::object to_json(district::Step const& step) {
  return {{"at", format_instant(step.at)},
          {"actor", to_json(step.actor)},
          {"event", to_string(step.event)},
          {"state", to_string(step.state)},
          {"text", step.text},
          {"has_receipt", step.has_receipt}};
}

json::object to_json(district::Attachment const& attachment) {
  return {{"id", attachment.id}, {"size_bytes", attachment.size_bytes}};
}

json::object to_json(district::RequestEntry const& entry) {
  return {{"id", entry.id},
          {"field", entry.field},
          {"label", entry.label},
          {"category", to_string(entry.category)},
          {"old_value", entry.old_value},
          {"new_value", entry.new_value}};
}

json::object to_json(district::Hearing const& hearing) {
  return {{"at", format_instant(hearing.at)}, {"place", hearing.place}};
}

json::object to_json(records::DeletionTriage const& triage) {
  json::array instead;
  for (auto const sentence : triage.instead) instead.emplace_back(sentence);
  return {{"id", to_string(triage.basis)},
          {"explanation", triage.explanation},
          {"source", triage.source},
          {"certainty", to_string(triage.certainty)},
          {"instead", std::move(instead)}};
}

json::object to_json(records::Deadline const& deadline) {
  return {{"due_date", format_date(deadline.due)},
          {"days", deadline.days},
          {"counted_from", format_date(deadline.counted_from)},
          {"kind_of_day", to_string(deadline.day_kind)},
          {"source", deadline.source},
          {"certainty", to_string(deadline.certainty)},
          {"started_by", deadline.started_by},
          {"extension_days", deadline.extension_days}};
}

json::object to_json(district::Disclosure const& disclosure) {
  return {{"id", disclosure.id},
          {"at", format_instant(disclosure.at)},
          {"kind", to_string(disclosure.kind)},
          {"party", disclosure.party},
          {"interest", disclosure.interest},
          {"what", words_of(disclosure.what)},
          {"source", disclosure.source},
          {"required_by_law", disclosure.required_by_law}};
}

json::object to_json(district::RecordCategory const& category, json::storage_ptr const& storage) {
  return json::object({{"id", to_string(category.id)}, {"entries", list_of(category.entries, storage)}}, storage);
}

json::value instant_or_null(std::optional<InstantMs> const& at) {
  return at ? json::value(format_instant(*at)) : json::value(nullptr);
}

json::object to_json(district::Request const& request) {
  return {{"id", request.id},
          {"kind", to_string(request.kind)},
          {"state", to_string(request.state)},
          {"open", request.open},
          {"student", to_json(request.student)},
          {"requester", to_json(request.requester)},
          {"created_at", format_instant(request.created_at)},
          {"entries", list_of(request.entries)},
          {"reason", request.reason},
          {"hearing", or_null(request.hearing)},
          {"attachments", list_of(request.attachments)},
          {"basis", or_null(request.basis)},
          {"deadline", or_null(request.deadline)},
          {"mail_failed_at", instant_or_null(request.mail_failed_at)},
          {"timeline", list_of(request.timeline)},
          {"may", words_of(request.may)}};
}

json::object to_json(district::OptOutStep const& step) {
  return {{"at", format_instant(step.at)}, {"actor", to_json(step.actor)}, {"event", to_string(step.event)}};
}

json::object to_json(records::OptOutWindow const& period) {
  return {{"from", format_date(period.from)}, {"until", format_date(period.until)}};
}

json::object to_json(district::Receipt const& receipt) {
  // Both were written by us, as canonical JSON.
  return {{"step", receipt.step},
          {"receipt", receipt.statement},
          {"said", receipt.said.empty() ? json::value(nullptr) : json::parse(receipt.said)},
          {"salt", receipt.said_salt},
          {"values", receipt.values.empty() ? json::value(nullptr) : json::parse(receipt.values)},
          {"values_salt", receipt.values_salt}};
}

// A cursor is opaque to clients: what is in it may change.
template <class T>
std::string named_list(std::string_view name, district::Paged<T> const& page) {
  json::object object;
  object[name] = list_of(page.items);
  if (!page.next.empty()) object["next"] = write_cursor(page.next);
  return json::serialize(object);
}

}  // namespace

std::string write_me(district::Me const& me) {
  return json::serialize(json::object{{"id", me.id},
                                      {"display_name", me.display_name},
                                      {"role", to_string(me.role)},
                                      {"may_ask", me.may_ask},
                                      {"children", list_of(me.children)}});
}

std::string write_record(district::Record const& record) {
  json::monotonic_resource memory{first_block_bytes};
  json::storage_ptr const storage{&memory};
  return json::serialize(json::object({{"student", to_json(record.student, storage)},
                                       {"opted_out_since", instant_or_null(record.opted_out_since)},
                                       {"categories", list_of(record.categories, storage)}},
                                      storage));
}

std::string write_disclosures(district::Paged<district::Disclosure> const& disclosures) {
  return named_list("disclosures", disclosures);
}

std::string write_opt_out(district::DirectoryOptOut const& opt_out) {
  json::array limits;
  for (auto const& limit : records::opt_out_limits()) {
    limits.emplace_back(json::object{{"what", limit.what}, {"source", limit.source}});
  }
  return json::serialize(json::object{{"since", instant_or_null(opt_out.since)},
                                      {"mine", opt_out.mine},
                                      {"may", words_of(opt_out.may)},
                                      {"opt_out_bar", to_string(opt_out.opt_out_bar)},
                                      {"period", or_null(opt_out.period)},
                                      {"source", records::opt_out_source},
                                      {"limits", std::move(limits)},
                                      {"history", list_of(opt_out.history)}});
}

std::string write_request(district::Request const& request) {
  return json::serialize(to_json(request));
}

std::string write_requests(district::Paged<district::Request> const& requests) {
  return named_list("requests", requests);
}

std::string write_receipts(std::vector<district::Receipt> const& receipts) {
  return json::serialize(json::object{{"receipts", list_of(receipts)}});
}

std::string write_attachment(district::Attachment const& attachment) {
  return json::serialize(to_json(attachment));
}

std::string write_court_order(district::CourtOrder const& order) {
  return json::serialize(json::object{{"student_id", order.student_id},
                                      {"guardian_id", order.guardian_id},
                                      {"barred", order.barred},
                                      {"reference", order.reference}});
}

std::string write_district(DistrictCard const& card) {
  return json::serialize(json::object{{"name", card.name},
                                      {"age_recipient", card.age_recipient},
                                      {"contact", json::object{{"email", card.email}, {"phone", card.phone}}}});
}

}  // namespace hallpass::api
