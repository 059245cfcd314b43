#include "sdk/policy/sections.hpp"

namespace hallpass::policy {

namespace {
constexpr std::uint32_t max_child_age = 21;
}

void read(Object& in, Regime& out) {
  out.id = in.id;
  in.need("name", line(out.name));
  in.need("default_choice", choice(out.default_choice));
  in.may("opt_in_purposes", references(out.opt_in_purposes, List::purposes));
  in.may("gpc_binding", flag(out.gpc_binding));
  in.may("gpc_binding_since", date(out.gpc_binding_since));
  in.may("show_signal_processed", flag(out.show_signal_processed));
  in.may("do_not_sell_link", flag(out.do_not_sell_link));
}

void read(Object& in, Region& out) {
  in.need("codes", set(out.codes, region_code, 1));
  in.need("regime", reference(List::regimes)(out.regime));
  in.need("child_age", whole_number(out.child_age, 1, max_child_age));
  in.need("certainty", choice(out.certainty));
}

void read(Object& in, UnknownRegion& out) {
  in.need("regime", reference(List::regimes)(out.regime));
  in.need("child_age", whole_number(out.child_age, 1, max_child_age));
  in.may("time_zone_hint", flag(out.time_zone_hint));
}

void read(Object& in, SignalRule& out) {
  in.need("response", choice(out.response));
  in.need("when_unknown", choice(out.when_unknown));
  in.may("stated_in", passage(out.stated_in));
}

}  // namespace hallpass::policy
