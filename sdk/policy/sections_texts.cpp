#include "sdk/policy/sections.hpp"

namespace hallpass::policy {

namespace {

// {"II.E": "Sharing with Vendors", …}, in the statement's order.
auto sections(std::vector<Section>& out) {
  return [&out](Report& report, Place const& place) {
    if (!expect(report, place, JsonValue::Kind::object, "an object keyed by section number")) return;
    if (!expect_size(report, place, place.value.members.size(), 1, max_entries)) return;
    report_duplicate_keys(report, place);
    for (auto const& member : place.value.members) {
      if (!expect_key(report, place, member, section_rule)) continue;
      report.define(List::sections, member.key);
      auto& section = out.emplace_back(Section{member.key, {}});
      line_or_empty(section.title)(report, {member.value, place.pointer + pointer_step(member.key)});
    }
  };
}

// {"session_cookie": "Keeps you signed in.", …}
auto technology_texts(std::vector<TechnologyText>& out) {
  return [&out](Report& report, Place const& place) {
    if (!expect(report, place, JsonValue::Kind::object, "an object keyed by technology")) return;
    report_duplicate_keys(report, place);
    for (auto const& member : place.value.members) {
      auto const pointer = place.pointer + pointer_step(member.key);
      report.refer(List::technologies, member.key, pointer);
      auto& text = out.emplace_back(TechnologyText{member.key, {}});
      visitor_text(text.description)(report, {member.value, pointer});
    }
  };
}

}  // namespace

void read(Object& in, Statement& out) {
  in.need("title", line(out.title));
  in.need("url", path_or_url(out.url));
  in.need("language", language_tag(out.language));
  in.may("last_updated", date(out.last_updated));
  in.need("sections", sections(out.sections));
  in.need("passages", entries(out.passages, List::passages));
}

void read(Object& in, Passage& out) {
  out.id = in.id;
  in.need("section", reference(List::sections)(out.section));
  in.need("text", sentences(out.text));
}

void read(Object& in, BannerTexts& out) {
  in.need("title", visitor_text(out.title));
  in.need("body", visitor_text(out.body));
  in.need("accept", visitor_text(out.accept));
  in.need("reject", visitor_text(out.reject));
  in.need("preferences", visitor_text(out.preferences));
  in.need("preferences_title", visitor_text(out.preferences_title));
  in.need("save", visitor_text(out.save));
  in.need("back", visitor_text(out.back));
  in.need("always_on", visitor_text(out.always_on));
  in.need("forbidden", visitor_text(out.forbidden));
  in.need("allow", visitor_text(out.allow));
  in.need("deny", visitor_text(out.deny));
  in.need("gpc_notice", visitor_text(out.gpc_notice));
  in.need("dnt_notice", visitor_text(out.dnt_notice));
  in.need("signal_denied", visitor_text(out.signal_denied));
  in.need("vendors", visitor_text(out.vendors));
  in.need("cookie_statement", visitor_text(out.cookie_statement));
  in.need("privacy_statement", visitor_text(out.privacy_statement));
  in.need("withdraw", visitor_text(out.withdraw));
  in.need("do_not_sell", visitor_text(out.do_not_sell));
  in.need("do_not_sell_done", visitor_text(out.do_not_sell_done));
  in.need("reload_notice", visitor_text(out.reload_notice));
  in.need("reload", visitor_text(out.reload));
  in.need("leaving_notice", visitor_text(out.leaving_notice));
}

void read(Object& in, PurposeText& out) {
  out.purpose = in.id;
  in.report().refer(List::purposes, out.purpose, in.pointer());
  in.need("name", visitor_text(out.name));
  in.need("description", visitor_text(out.description));
}

void read(Object& in, Texts& out) {
  out.language = in.id;
  in.need("review", choice(out.review));
  in.need("banner", structure(out.banner));
  in.need("purposes", entries(out.purposes, List::unreferenced));
  in.need("technologies", technology_texts(out.technologies));
}

}  // namespace hallpass::policy
