#include "sdk/policy/sections.hpp"

namespace hallpass::policy {

namespace {

// {"II.E": "Sharing with Vendors", …}, in the statement's order.
auto sections(std::vector<Section>& out) {
  return [&out](Report& report, Place const& place) {
    if (!expect(report, place, JsonValue::Kind::object, "an object keyed by section number")) return;
    if (!expect_size(report, place, place.value.members.size(), 1, max_parties)) return;
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
  for (auto const key : banner_keys) {
    std::string text;
    if (in.may(key, visitor_text(text))) out.emplace(key, std::move(text));
  }
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
  in.may("banner", structure(out.banner));
  in.need("purposes", entries(out.purposes, List::unreferenced));
  in.need("technologies", technology_texts(out.technologies));
}

}  // namespace hallpass::policy
