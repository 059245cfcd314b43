#pragma once
// What screens share: texts in the person's language, days, waiting and errors, and the parts of a form.

#include <initializer_list>
#include <string>
#include <string_view>

#include "portal/model/keys.hpp"
#include "portal/model/reader.hpp"
#include "portal/model/state.hpp"
#include "portal/model/texts.hpp"
#include "portal/model/words.hpp"
#include "portal/surface/ui.hpp"

namespace hallpass::portal {

class Page {
 public:
  Page(surface::Ui& ui, State const& state) : ui_{&ui}, state_{&state} {}

  [[nodiscard]] surface::Ui& ui() const noexcept { return *ui_; }
  [[nodiscard]] State const& state() const noexcept { return *state_; }

  [[nodiscard]] std::string_view text(Text name) const noexcept {
    return portal::text(state_->language, for_reader(*state_, name));
  }
  [[nodiscard]] std::string text(Text name, std::initializer_list<std::string_view> values) const {
    return portal::text(state_->language, for_reader(*state_, name), values);
  }
  [[nodiscard]] std::string text(Text name, std::uint64_t count, std::initializer_list<std::string_view> values) const {
    return portal::text(state_->language, name, count, values);
  }
  [[nodiscard]] std::string translated(std::string_view english) const {
    return portal::translated(state_->language, english);
  }
  // The value, or words that say that there is none.
  [[nodiscard]] std::string_view or_nothing(std::string_view value) const noexcept {
    return value.empty() ? text(Text::nothing_there) : value;
  }
  // The district's name, or "your school district" while it is not known.
  [[nodiscard]] std::string_view district() const noexcept;
  // The record on the screen is neither the person's own nor their child's.
  [[nodiscard]] bool is_staff() const noexcept { return looks_as_staff(*state_); }
  [[nodiscard]] bool is_overdue(Deadline const& deadline) const noexcept;

  // "A part about another student is hidden. (34 CFR 99.12(a))"
  [[nodiscard]] std::string why_hidden(std::string_view explanation, std::string_view source) const;

  // Inline parts of a paragraph, fact or cell.
  void day(CivilDate day) const;
  void day_of(InstantMs instant) const;
  void moment(InstantMs instant) const;
  void state_badge(std::optional<RequestState> state) const;
  // The last day with "overdue" where it is past, or that nothing is due.
  void due(std::optional<Deadline> const& deadline) const;

  // True when the value may be shown; else shows that it is loading, or what went wrong and how to go on.
  template <class T>
  [[nodiscard]] bool is_ready(Remote<T> const& remote) const {
    if (remote.phase == Phase::ready) return true;
    if (remote.phase == Phase::failed) {
      problem(remote.problem, keys::retry);
    } else {
      ui_->notice(surface::Tone::info, text(Text::loading));
    }
    return false;
  }
  // What went wrong, and the button that tries again; none when the key is empty. An ended session is said once, on
  // top of the page.
  void problem(Problem problem, std::string_view retry_key) const;

  // A form's parts. `key` is the draft's.
  void about(Draft const& draft) const;
  void error_summary(std::string_view key, Draft const& draft) const;
  void reason_field(std::string_view key, Draft const& draft) const;
  void form_actions(std::string_view key, Draft const& draft) const;
  // A link to another screen, alone in a paragraph.
  void way(std::string_view key, Text label) const;
  // To the list of children or own records, or to the staff's queue.
  void way_home() const;

 private:
  surface::Ui* ui_;
  State const* state_;
};

}  // namespace hallpass::portal
