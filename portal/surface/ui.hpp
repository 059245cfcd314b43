#pragma once
// Ui: what a screen calls. One call describes a node of the page; the surface lays it out, draws it with Dear ImGui
// in canvas view, and mirrors it as a native element in both views.
//
// A screen is `void draw(Ui&, State const&)`: it reads state and returns nothing. What people do comes back later as an
// event that names the node's key: `activate` (button, link), `input` (text as typed; "true"/"false" of a checkbox; the
// chosen option's value of a radio group or select), `file` (name and size) and `dismiss` (a dialog closed with
// Escape): portal/model/event.hpp. Title, language, focus and announcements are effects of the model, not part of a
// screen.
//
// Keys: every interactive node has a key, unique in the page and independent of the language ("request.withdraw:r-17").
// A node that keeps its key keeps its focus and its element. Keys are never shown and never stored.
// Texts: UTF-8, copied during the call, shown as text (never as markup).
// Content is a callable that describes the children: ui.main([&] { ui.heading(1, "My children"); });
// Not thread-safe. REQUIRES: content of lists, tables, rows and facts is only what their comments name.

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "portal/surface/tree.hpp"

namespace hallpass::surface {

using Key = std::string_view;

// What a thing means, for its colours; never the only carrier of meaning, the text says it too.
enum class Tone : std::uint8_t { neutral, info, success, warning, danger };
enum class ButtonLook : std::uint8_t { primary, secondary, danger };
// submit: also what Enter in a text field of the same form does; at most one in a form.
enum class ButtonKind : std::uint8_t { plain, submit };
// unavailable: stays focusable and is announced as disabled; activating it yields no event.
enum class Availability : std::uint8_t { available, unavailable };
enum class Necessity : std::uint8_t { optional, required };
enum class TextKind : std::uint8_t { single, multiline, email, telephone, search, date, time, password };
enum class ListKind : std::uint8_t { bullets, numbered, plain };
// current: the link names the page or step one is on (aria-current).
enum class LinkState : std::uint8_t { other, current };

struct Button {
  std::string_view label{};
  ButtonLook look = ButtonLook::secondary;
  ButtonKind kind = ButtonKind::plain;
  Availability availability = Availability::available;
  // Added for assistive technology after the label where several buttons read alike: "Correct" + "home street".
  std::string_view context{};
};

struct Link {
  std::string_view label{};
  // Empty or "#…": inside the portal, yields `activate`. Anything else is followed by the browser in a new tab.
  std::string_view href{};
  LinkState state = LinkState::other;
  std::string_view context{};
};

// What every field has. `error` non-empty marks it invalid; start it with what to do.
struct TextField {
  std::string_view label{};
  // The value the model knows. A date is "YYYY-MM-DD", a time "HH:MM". While somebody types, the element's own text
  // counts.
  std::string_view value{};
  std::string_view description{};
  std::string_view error{};
  TextKind kind = TextKind::single;
  Necessity necessity = Necessity::optional;
  Availability availability = Availability::available;
  // A token of HTML's autocomplete ("email", "street-address"); empty: off.
  std::string_view autocomplete{};
};

struct FileField {
  std::string_view label{};
  std::string_view description{};
  std::string_view error{};
  // HTML's accept, e.g. "application/pdf,image/*"; empty: anything.
  std::string_view accept{};
  Necessity necessity = Necessity::optional;
};

struct Checkbox {
  std::string_view label{};
  bool checked = false;
  std::string_view description{};
  std::string_view error{};
};

struct Option {
  std::string_view value{};
  std::string_view label{};
  std::string_view description{};  // shown by radio groups only
  std::string_view language{};     // BCP 47 tag of the label's, where it is not the page's
};

struct Choice {
  std::string_view label{};
  // The value of the chosen option; empty: none yet.
  std::string_view selected{};
  std::string_view description{};
  std::string_view error{};
  Necessity necessity = Necessity::optional;
};

template <class F>
concept Content = std::invocable<F&>;

class Ui {
 public:
  // Describes into `tree`, which starts anew; it must outlive this. The frame is complete when this is destroyed.
  explicit Ui(Tree& tree);
  ~Ui();
  Ui(Ui const&) = delete;
  Ui& operator=(Ui const&) = delete;

  // Regions, once each; `nav` and `section` as often as needed, labels must differ.
  template <Content F>
  void banner(F&& content) {
    inside(Role::banner, {}, content);
  }
  template <Content F>
  void nav(std::string_view label, F&& content) {
    open_labelled(Role::nav, {}, label);
    content();
    close();
  }
  template <Content F>
  void main(F&& content) {
    inside(Role::main, {}, content);
  }
  template <Content F>
  void contentinfo(F&& content) {
    inside(Role::contentinfo, {}, content);
  }
  // A titled part of the page, drawn as a card; its title is a heading of that level (2…6).
  template <Content F>
  void section(Key key, int level, std::string_view title, F&& content) {
    open_section(key, level, title);
    content();
    close();
  }
  // Fields and buttons that belong together; Enter activates its submit button.
  template <Content F>
  void form(Key key, std::string_view label, F&& content) {
    open_labelled(Role::form, key, label);
    content();
    close();
  }
  // Side by side, wrapping: buttons at the end of a form, a row of links.
  template <Content F>
  void actions(F&& content) {
    inside(Role::actions, {}, content);
  }
  // Native modal dialog, open while it is described; describe it last in the page. Escape yields `dismiss`.
  template <Content F>
  void dialog(Key key, std::string_view title, F&& content) {
    open_dialog(key, title);
    content();
    close();
  }

  // Text. Headings: level 1…6, one level-1 heading a page. With a key it can take the focus (after a change of page).
  void heading(int level, std::string_view text, Key key = {});
  void paragraph(std::string_view text);
  // Content: text, strong, time, badge, link.
  template <Content F>
  void paragraph(F&& content) {
    inside(Role::paragraph, {}, content);
  }
  void text(std::string_view text);
  void strong(std::string_view text);
  // `machine` is HTML's datetime: "2026-11-23" or RFC 3339; `text` what people read.
  void time(std::string_view machine, std::string_view text);
  // A short state word with a tinted background: "Approved".
  void badge(Tone tone, std::string_view text);
  // A box that is announced when it appears: danger and warning at once (alert), others politely (status).
  void notice(Tone tone, std::string_view text);
  // Content: paragraphs, lists, links, actions.
  template <Content F>
  void notice(Tone tone, F&& content) {
    open_notice(tone);
    content();
    close();
  }
  // Decoration beside words that say the same: a district's logo. `src`: an address of the portal's own host. A square.
  void image(std::string_view src);
  // A bar with its label; value in 0…max.
  void progress(Key key, std::string_view label, int value, int max);

  // Content: items. `key` of an item may be empty; give it where items come, go or move.
  template <Content F>
  void list(ListKind kind, F&& content) {
    open_list(kind);
    content();
    close();
  }
  template <Content F>
  void item(Key key, F&& content) {
    inside(Role::listitem, key, content);
  }
  // Names with their values, in two columns where there is room. Content: fact.
  template <Content F>
  void facts(F&& content) {
    inside(Role::facts, {}, content);
  }
  void fact(std::string_view name, std::string_view value);
  // Content: as in a paragraph.
  template <Content F>
  void fact(std::string_view name, F&& content) {
    open_fact(name);
    content();
    close_fact();
  }

  // A data table; below 640 px every row becomes a card that repeats the column titles. Content: row.
  template <Content F>
  void table(Key key, std::string_view caption, std::initializer_list<std::string_view> columns, F&& content) {
    open_table(key, caption, columns);
    content();
    close();  // body
    close();  // table
  }
  // Content: one row_header and cells, together as many as there are columns.
  template <Content F>
  void row(Key key, F&& content) {
    open_row(key);
    content();
    close();
  }
  // With a key it can take the focus, as a heading can.
  void row_header(std::string_view text, Key key = {});
  void cell(std::string_view text);
  // Content: as in a paragraph, or buttons.
  template <Content F>
  void cell(F&& content) {
    open_cell();
    content();
    close();
  }

  // Interactive: each yields events under its key.
  void button(Key key, Button const& button);
  void link(Key key, Link const& link);
  void text_field(Key key, TextField const& field);
  void file_field(Key key, FileField const& field);
  void checkbox(Key key, Checkbox const& checkbox);
  // A radio button's own key is "KEY=VALUE"; events name the group's key.
  void radio_group(Key key, Choice const& choice, std::span<Option const> options);
  void radio_group(Key key, Choice const& choice, std::initializer_list<Option> options) {
    radio_group(key, choice, std::span(options.begin(), options.size()));
  }
  void select(Key key, Choice const& choice, std::span<Option const> options);
  void select(Key key, Choice const& choice, std::initializer_list<Option> options) {
    select(key, choice, std::span(options.begin(), options.size()));
  }
  // A button that shows or hides its content; yields `activate`, the model keeps `open`.
  template <Content F>
  void disclosure(Key key, std::string_view label, bool open, F&& content) {
    open_disclosure(key, label, open);
    if (open) content();
    close();
  }

 private:
  template <class F>
  void inside(Role role, Key key, F& content) {
    open(role, key);
    content();
    close();
  }
  Node& open(Role role, Key key);
  Node& leaf(Role role, Key key, std::string_view text);
  void set_if(Node& node, Attribute attribute, std::string_view value);  // unless it is empty
  void set_id(Node& node, Attribute attribute, NodeId id);
  void close();
  void open_labelled(Role role, Key key, std::string_view label);
  void open_section(Key key, int level, std::string_view title);
  void open_dialog(Key key, std::string_view title);
  void open_notice(Tone tone);
  void open_list(ListKind kind);
  void open_fact(std::string_view name);
  void close_fact();
  void open_table(Key key, std::string_view caption, std::initializer_list<std::string_view> columns);
  void open_row(Key key);
  void open_cell();
  void open_disclosure(Key key, std::string_view label, bool open_now);

  // The ids of a field's help and error, for aria-describedby.
  struct Described {
    std::string ids;
    bool invalid = false;
  };
  // Opens the field with its label, help and error; the control comes next.
  Described open_field(Role role, Key key, std::string_view label, std::string_view description,
                       std::string_view error);
  void apply(Node& node, Key key, Described const& described, Necessity necessity);
  void choice_label(std::string_view text, NodeId control);
  static std::string title_key(Key key);
  void set_column(Node& node);

  Tree* tree_;
  // Of the open table: its column titles, and the column of the next cell.
  std::vector<std::string> columns_;
  std::size_t column_ = 0;
};

}  // namespace hallpass::surface
