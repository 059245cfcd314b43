#include "sdk/policy/sections.hpp"

namespace hallpass::policy {

void read(Object& in, Purpose& out) {
  out.id = in.id;
  in.need("revision", whole_number(out.revision, 1, 255));
  in.may("strictly_necessary", flag(out.strictly_necessary));
  in.may("justification", sentences(out.justification));
  in.may("consent_mode", choices(out.consent_mode));
  in.may("denied_by", choices(out.denied_by));
  in.may("forbidden_for", references(out.forbidden_for, List::audiences));
  in.need("children", choice(out.children));
  in.may("sells_or_shares", flag(out.sells_or_shares));
  in.may("stated_in", passage(out.stated_in));
}

namespace {

// "session", "until_cleared", "none", or a duration.
auto lifetime(Technology& out) {
  return [&out](Report& report, Place const& place) {
    if (place.value.kind == JsonValue::Kind::text && place.value.text.starts_with('P')) {
      out.lifetime = Lifetime::fixed;
      duration(out.duration)(report, place);
    } else if (place.value.kind == JsonValue::Kind::text && place.value.text == "fixed") {
      report.error("unknown_value", place.pointer, "Say how long.", "Write a duration, such as P6M or P400D.");
    } else {
      choice(out.lifetime)(report, place);
    }
  };
}

}  // namespace

void read(Object& in, Technology& out) {
  out.id = in.id;
  in.need("kind", choice(out.kind));
  in.may("name_pattern", name_pattern(out.name_pattern));
  in.may("hosts", set(out.hosts, host_pattern));
  in.need("purpose", reference(List::purposes)(out.purpose));
  in.may("vendor", reference(List::vendors)(out.vendor));
  in.need("lifetime", lifetime(out));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, Vendor& out) {
  out.id = in.id;
  in.need("name", line(out.name));
  in.need("service", line(out.service));
  in.need("role", choice(out.role));
  in.need("data_categories", references(out.data_categories, List::data_categories, 1));
  in.may("regions", set(out.regions, region_code));
  in.may("contract_date", date(out.contract_date));
  in.may("privacy_url", https_url(out.privacy_url));
  in.may("opt_out_url", https_url(out.opt_out_url));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, Partner& out) {
  out.id = in.id;
  in.need("name", line(out.name));
  in.need("data_categories", references(out.data_categories, List::data_categories, 1));
  in.may("permission_required", flag(out.permission_required));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, Disclosure& out) {
  out.id = in.id;
  in.need("kind", choice(out.kind));
  in.need("audiences", references(out.audiences, List::audiences, 1));
  in.need("conditions", choices(out.conditions, 1));
  in.may("logged", flag(out.logged));
  in.may("stated_in", passage(out.stated_in));
}

}  // namespace hallpass::policy
