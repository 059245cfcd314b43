#include "sdk/policy/sections.hpp"

namespace hallpass::policy {

void read(Object& in, Clock& out) {
  in.need("count", whole_number(out.count, 1, 10'000));
  in.need("unit", choice(out.unit));
}

void read(Object& in, Children& out) {
  in.need("age", whole_number(out.age, 1, 21));
  in.need("authorisation_required", flag(out.authorisation_required));
  in.need("report_contact", email_or_url(out.report_contact));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, Marketing& out) {
  in.need("unsubscribe_link_in_every_mail", flag(out.unsubscribe_link_in_every_mail));
  in.need("unsubscribe_email", email(out.unsubscribe_email));
  in.need("keep_suppression_record", flag(out.keep_suppression_record));
  in.need("service_messages_continue", flag(out.service_messages_continue));
  in.need("student_data_used", flag(out.student_data_used));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, OptOutMechanism& out) {
  in.need("name", line(out.name));
  in.need("url", https_url(out.url));
}

void read(Object& in, Advertising& out) {
  in.need("interest_based", flag(out.interest_based));
  in.need("opt_out_mechanisms", structures(out.opt_out_mechanisms));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, Retention& out) {
  out.id = in.id;
  in.need("audiences", references(out.audiences, List::audiences, 1));
  in.need("data_categories", references(out.data_categories, List::data_categories, 1));
  in.need("trigger", choice(out.trigger));
  in.may("duration", duration(out.duration));
  in.may("wording", sentences(out.wording));
  in.need("reason", sentences(out.reason));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, Right& out) {
  out.id = in.id;
  in.need("kind", choice(out.kind));
  in.may("regions", set(out.regions, region_code));
  in.need("audiences", references(out.audiences, List::audiences, 1));
  in.need("answered_by", choice(out.answered_by));
  in.may("clock", structure(out.clock));
  in.may("extension", structure(out.extension));
  in.may("per_year", whole_number(out.per_year, 0, 1'000));
  in.need("source", line(out.source));
  in.need("certainty", choice(out.certainty));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, AddendumRule& out) {
  in.need("kind", choice(out.kind));
  in.may("law", line_or_empty(out.law));
  in.may("clock", structure(out.clock));
  in.may("url", path_or_url(out.url));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, Addendum& out) {
  out.id = in.id;
  in.need("region", region_code(out.region));
  in.need("audiences", references(out.audiences, List::audiences, 1));
  in.need("rules", structures(out.rules, 1));
}

}  // namespace hallpass::policy
