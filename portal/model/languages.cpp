// Choosing another language: the host has the texts, so it is there a moment later.
#include <algorithm>

#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"

namespace hallpass::portal {

void Machine::choose_language(std::string_view tag) {
  bool const known = std::ranges::any_of(state_->languages, [&](LanguageName const& name) { return name.tag == tag; });
  if (!known) return;
  state_->wanted_language = tag;
  effects_.emplace_back(LoadLanguage{std::string{tag}});
}

void Machine::on(LanguageLoaded const& event) {
  // Of two choices the later one counts, whichever comes first.
  if (event.language.tag() != state_->wanted_language) return;
  state_->wanted_language.clear();
  state_->language = event.language;
  if (state_->notice == Notice::language_missed) state_->notice = Notice::none;
  effects_.emplace_back(SetLanguage{std::string{state_->language.tag()}});
  set_title(true);
}

void Machine::on(LanguageMissed const& event) {
  if (event.tag != state_->wanted_language) return;
  state_->wanted_language.clear();
  state_->notice = Notice::language_missed;
}

}  // namespace hallpass::portal
