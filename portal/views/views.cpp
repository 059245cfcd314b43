#include "portal/views/views.hpp"

#include "portal/views/screens.hpp"

namespace hallpass::portal {
namespace {

using namespace surface;

bool knows_person(State const& state) {
  return state.session == Session::signed_in || state.session == Session::expired || !state.me.value.id.empty();
}

// Nothing of a record, a request or a draft is shown before it is known who is there.
bool may_show(State const& state) {
  Screen const screen = state.place.screen;
  bool const is_public = screen == Screen::welcome || screen == Screen::home;
  return is_public || state.session == Session::signed_in;
}

// Every language by its own name, so that whoever needs it can read it.
void draw_languages(Page const& page) {
  State const& state = page.state();
  if (state.languages.size() < 2) return;
  std::vector<Option> options;
  options.reserve(state.languages.size());
  for (LanguageName const& name : state.languages) {
    options.push_back({.value = name.tag, .label = name.name, .language = name.tag});
  }
  bool const waiting = !state.wanted_language.empty();
  page.ui().select(keys::language,
                   {.label = page.text(Text::language),
                    .selected = waiting ? std::string_view{state.wanted_language} : state.language.tag()},
                   options);
}

void draw_banner(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  ui.banner([&] {
    // Together at the start of the line; all else stands at its end.
    ui.actions([&] {
      if (!state.logo.empty()) ui.image(state.logo);
      ui.paragraph([&] {
        ui.strong(page.district());
        ui.text(" ");
        ui.text(page.text(Text::portal_name));
      });
    });
    if (knows_person(state) && !state.me.value.name.empty()) {
      ui.paragraph(page.text(Text::signed_in_as, {state.me.value.name}));
    }
    draw_languages(page);
    ui.actions([&] {
      bool const is_canvas = state.view == View::canvas;
      ui.button(keys::view, {.label = page.text(is_canvas ? Text::to_plain_view : Text::to_canvas_view)});
      if (knows_person(state)) ui.button(keys::sign_out, {.label = page.text(Text::sign_out)});
    });
  });
}

void draw_nav(Page const& page) {
  State const& state = page.state();
  Me const& me = state.me.value;
  if (!knows_person(state) || me.id.empty()) return;
  Ui& ui = page.ui();
  auto const link = [&](std::string_view key, Text label, Screen screen) {
    bool const here = state.place.screen == screen;
    ui.link(key, {.label = page.text(label), .state = here ? LinkState::current : LinkState::other});
  };
  ui.nav(page.text(Text::nav_label), [&] {
    ui.actions([&] {
      bool const is_staff = me.role == Role::staff;
      if (is_staff) link(keys::to_queue, Text::nav_queue, Screen::staff_queue);
      if (!is_staff || !me.children.empty()) link(keys::to_children, Text::nav_children, Screen::children);
      if (me.may_ask) link(keys::to_requests, Text::nav_requests, Screen::requests);
    });
  });
}

// What concerns the whole page: the session's end, a change that was made.
void draw_notices(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  bool const signing_in = state.session == Session::signing_in && state.place.screen != Screen::welcome;
  if (state.session == Session::expired || signing_in) {
    ui.notice(Tone::warning, [&] {
      ui.paragraph(page.text(signing_in ? Text::signing_in : Text::problem_expired));
      ui.actions(
          [&] { ui.button(keys::sign_in, {.label = page.text(Text::sign_in_again), .look = ButtonLook::primary}); });
    });
  }
  if (state.session == Session::confirming && !may_show(state) && state.me.phase == Phase::loading) {
    ui.notice(Tone::info, page.text(Text::loading));
  }
  if (state.me.phase == Phase::failed && state.place.screen != Screen::home) {
    page.problem(state.me.problem, keys::of(keys::retry, "me"));
  }
  if (state.notice == Notice::none) return;
  bool const failed = state.notice == Notice::sign_in_failed || state.notice == Notice::language_missed;
  ui.notice(failed ? Tone::danger : Tone::success, page.text(word(state.notice)));
}

// A form without its draft cannot be reached; should it be, there is nothing to show but the way home.
void draw_form(Page const& page) {
  State const& state = page.state();
  auto const found = state.drafts.find(state.place.draft);
  if (found == state.drafts.end()) {
    page.way_home();
    return;
  }
  auto const& [key, draft] = *found;
  switch (state.place.screen) {
    case Screen::correction:
      return draw_correction(page, key, draft);
    case Screen::deletion:
      return draw_deletion(page, key, draft);
    case Screen::inspection:
      return draw_inspection(page, key, draft);
    default:
      return draw_review(page, key, draft);
  }
}

void draw_screen(Page const& page) {
  switch (page.state().place.screen) {
    case Screen::welcome:
      return draw_welcome(page);
    case Screen::home:
      return draw_home(page);
    case Screen::not_for_you:
      return draw_not_for_you(page);
    case Screen::children:
      return draw_children(page);
    case Screen::record:
      return draw_record(page);
    case Screen::correction:
    case Screen::deletion:
    case Screen::inspection:
    case Screen::review:
      return draw_form(page);
    case Screen::requests:
      return draw_requests(page);
    case Screen::request:
      return draw_request(page);
    case Screen::disclosures:
      return draw_disclosures(page);
    case Screen::copy:
      return draw_copy(page);
    case Screen::directory:
      return draw_directory(page);
    case Screen::redaction:
      return draw_redaction(page);
    case Screen::staff_queue:
      return draw_staff_queue(page);
  }
}

void draw_footer(Page const& page) {
  Ui& ui = page.ui();
  District const& district = page.state().district.value;
  ui.contentinfo([&] {
    ui.paragraph(page.text(Text::help_line));
    if (district.phone.empty() && district.email.empty()) return;
    ui.actions([&] {
      if (!district.phone.empty()) {
        std::string href = "tel:";
        for (char const c : district.phone) {
          if ((c >= '0' && c <= '9') || c == '+') href += c;
        }
        ui.link("district-phone", {.label = page.text(Text::help_call, {district.phone}), .href = href});
      }
      if (!district.email.empty()) {
        ui.link("district-email",
                {.label = page.text(Text::help_write, {district.email}), .href = "mailto:" + district.email});
      }
    });
  });
}

}  // namespace

void draw(Ui& ui, State const& state) {
  Page const page{ui, state};
  draw_banner(page);
  draw_nav(page);
  ui.main([&] {
    ui.heading(1, headline(state), keys::title(state.page));
    draw_notices(page);
    if (may_show(state)) draw_screen(page);
  });
  draw_footer(page);
  draw_dialog(page);
}

}  // namespace hallpass::portal
