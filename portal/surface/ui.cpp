#include "portal/surface/ui.hpp"

#include <string>

namespace hallpass::surface {

namespace {

std::string_view word(Tone tone) {
  switch (tone) {
    case Tone::neutral:
      return "neutral";
    case Tone::info:
      return "info";
    case Tone::success:
      return "success";
    case Tone::warning:
      return "warning";
    case Tone::danger:
      return "danger";
  }
  return {};
}

std::string_view word(ButtonLook look) {
  switch (look) {
    case ButtonLook::primary:
      return "primary";
    case ButtonLook::secondary:
      return "secondary";
    case ButtonLook::danger:
      return "danger";
  }
  return {};
}

std::string_view input_type(TextKind kind) {
  switch (kind) {
    case TextKind::email:
      return "email";
    case TextKind::telephone:
      return "tel";
    case TextKind::search:
      return "search";
    case TextKind::date:
      return "date";
    case TextKind::time:
      return "time";
    case TextKind::password:
      return "password";
    case TextKind::single:
    case TextKind::multiline:
      return "text";
  }
  return {};
}

std::string named(std::string_view label, std::string_view context) {
  return context.empty() ? std::string{} : std::string(label) + " " + std::string(context);
}

bool is_inside(std::string_view href) {
  return href.empty() || href.front() == '#';
}

}  // namespace

Ui::Ui(Tree& tree) : tree_(&tree) {
  tree.begin();
}
Ui::~Ui() {
  tree_->close();
}

void Ui::set_if(Node& node, Attribute attribute, std::string_view value) {
  if (!value.empty()) tree_->set(node, attribute, value);
}

void Ui::set_id(Node& node, Attribute attribute, NodeId id) {
  tree_->set(node, attribute, "n" + std::to_string(id));
}

Node& Ui::open(Role role, Key key) {
  return tree_->open(role, key);
}

Node& Ui::leaf(Role role, Key key, std::string_view text) {
  Node& node = tree_->open(role, key);
  tree_->set_text(node, text);
  tree_->close();
  return node;
}

void Ui::close() {
  tree_->close();
}

void Ui::open_labelled(Role role, Key key, std::string_view label) {
  tree_->set(open(role, key), Attribute::aria_label, label);
}

void Ui::open_section(Key key, int level, std::string_view title) {
  NodeId const title_id = tree_->number(title_key(key));
  set_id(open(Role::section, key), Attribute::labelledby, title_id);
  heading(level, title, title_key(key));
}

std::string Ui::title_key(Key key) {
  return std::string(key) + "#title";
}

void Ui::open_dialog(Key key, std::string_view title) {
  NodeId const title_id = tree_->number(title_key(key));
  Node& node = open(Role::dialog, key);
  set_id(node, Attribute::labelledby, title_id);
  tree_->set(node, Attribute::open, "");
  heading(2, title, title_key(key));
}

void Ui::open_notice(Tone tone) {
  Node& node = open(Role::notice, {});
  tree_->set(node, Attribute::role, tone == Tone::danger || tone == Tone::warning ? "alert" : "status");
  tree_->set(node, Attribute::look, word(tone));
}

void Ui::open_list(ListKind kind) {
  Node& node = open(kind == ListKind::numbered ? Role::numbered : Role::bullets, {});
  if (kind != ListKind::plain) return;
  // Safari drops the meaning of a list without marks unless it is said again.
  tree_->set(node, Attribute::role, "list");
  tree_->set(node, Attribute::look, "plain");
}

void Ui::open_fact(std::string_view name) {
  open(Role::fact, {});
  leaf(Role::fact_name, {}, name);
  open(Role::fact_value, {});
}

void Ui::close_fact() {
  close();
  close();
}

void Ui::open_table(Key key, std::string_view caption, std::initializer_list<std::string_view> columns) {
  // Said again as attributes: a table shown as cards (display: block) loses its meaning in some browsers.
  tree_->set(open(Role::table, key), Attribute::role, "table");
  leaf(Role::caption, {}, caption);
  tree_->set(open(Role::table_head, {}), Attribute::role, "rowgroup");
  tree_->set(open(Role::row, {}), Attribute::role, "row");
  columns_.assign(columns.begin(), columns.end());
  for (std::string_view const column : columns) {
    Node& node = leaf(Role::column_header, {}, column);
    tree_->set(node, Attribute::role, "columnheader");
    tree_->set(node, Attribute::scope, "col");
  }
  close();
  close();
  tree_->set(open(Role::table_body, {}), Attribute::role, "rowgroup");
}

void Ui::open_row(Key key) {
  tree_->set(open(Role::row, key), Attribute::role, "row");
  column_ = 0;
}

void Ui::row_header(std::string_view text, Key key) {
  Node& node = leaf(Role::row_header, key, text);
  tree_->set(node, Attribute::role, "rowheader");
  tree_->set(node, Attribute::scope, "row");
  if (!key.empty()) tree_->set(node, Attribute::tabindex, "-1");
  set_column(node);
}

void Ui::open_cell() {
  Node& node = open(Role::cell, {});
  tree_->set(node, Attribute::role, "cell");
  set_column(node);
}

void Ui::set_column(Node& node) {
  if (column_ < columns_.size()) tree_->set(node, Attribute::column, columns_[column_]);
  ++column_;
}

void Ui::cell(std::string_view text) {
  open_cell();
  tree_->set_text(tree_->current(), text);
  close();
}

void Ui::heading(int level, std::string_view text, Key key) {
  Node& node = leaf(heading_role(level), key, text);
  if (!key.empty()) tree_->set(node, Attribute::tabindex, "-1");
}

void Ui::paragraph(std::string_view text) {
  leaf(Role::paragraph, {}, text);
}
void Ui::text(std::string_view text) {
  leaf(Role::text, {}, text);
}
void Ui::strong(std::string_view text) {
  leaf(Role::strong, {}, text);
}

void Ui::time(std::string_view machine, std::string_view text) {
  tree_->set(leaf(Role::time, {}, text), Attribute::datetime, machine);
}

void Ui::badge(Tone tone, std::string_view text) {
  tree_->set(leaf(Role::badge, {}, text), Attribute::look, word(tone));
}

void Ui::notice(Tone tone, std::string_view text) {
  open_notice(tone);
  paragraph(text);
  close();
}

void Ui::image(std::string_view src) {
  Node& node = leaf(Role::image, {}, {});
  tree_->set(node, Attribute::src, src);
  tree_->set(node, Attribute::alt, {});
}

void Ui::progress(Key key, std::string_view label, int value, int max) {
  open(Role::field, {});
  NodeId const id = tree_->number(key);
  set_id(leaf(Role::label, {}, label), Attribute::for_id, id);
  Node& node = leaf(Role::progress, key, {});
  tree_->set(node, Attribute::value, std::to_string(value));
  tree_->set(node, Attribute::max, std::to_string(max));
  close();
}

void Ui::fact(std::string_view name, std::string_view value) {
  open_fact(name);
  tree_->set_text(tree_->current(), value);
  close_fact();
}

void Ui::button(Key key, Button const& button) {
  Node& node = leaf(Role::button, key, button.label);
  tree_->set(node, Attribute::type, button.kind == ButtonKind::submit ? "submit" : "button");
  tree_->set(node, Attribute::look, word(button.look));
  set_if(node, Attribute::aria_label, named(button.label, button.context));
  if (button.availability == Availability::unavailable) tree_->set(node, Attribute::disabled, "true");
}

void Ui::link(Key key, Link const& link) {
  Node& node = leaf(Role::link, key, link.label);
  tree_->set(node, Attribute::href, link.href.empty() ? std::string_view{"#"} : link.href);
  if (!is_inside(link.href)) tree_->set(node, Attribute::look, "outside");
  set_if(node, Attribute::aria_label, named(link.label, link.context));
  if (link.state == LinkState::current) tree_->set(node, Attribute::current, "page");
}

Ui::Described Ui::open_field(Role role, Key key, std::string_view label, std::string_view description,
                             std::string_view error) {
  bool const is_group = role == Role::fieldset;
  Described described;
  Node& field = open(is_group ? Role::fieldset : Role::field, is_group ? key : Key{});
  if (is_group) tree_->set(field, Attribute::role, "radiogroup");
  if (is_group) {
    leaf(Role::legend, {}, label);
  } else {
    NodeId const id = tree_->number(key);
    set_id(leaf(Role::label, {}, label), Attribute::for_id, id);
  }
  auto const describe = [&](Role part, std::string_view text) {
    if (text.empty()) return;
    if (!described.ids.empty()) described.ids += ' ';
    described.ids += "n" + std::to_string(leaf(part, {}, text).id);
  };
  describe(Role::help, description);
  describe(Role::error, error);
  described.invalid = !error.empty();
  return described;
}

void Ui::apply(Node& node, Key key, Described const& described, Necessity necessity) {
  tree_->set(node, Attribute::name, key);
  set_if(node, Attribute::describedby, described.ids);
  if (described.invalid) tree_->set(node, Attribute::invalid, "true");
  if (necessity == Necessity::required) tree_->set(node, Attribute::required, "");
}

void Ui::text_field(Key key, TextField const& field) {
  Described const described = open_field(Role::field, key, field.label, field.description, field.error);
  bool const is_long = field.kind == TextKind::multiline;
  Node& node = leaf(is_long ? Role::textarea : Role::textbox, key, {});
  if (!is_long) tree_->set(node, Attribute::type, input_type(field.kind));
  apply(node, key, described, field.necessity);
  tree_->set(node, Attribute::autocomplete, field.autocomplete.empty() ? std::string_view{"off"} : field.autocomplete);
  if (field.availability == Availability::unavailable) tree_->set(node, Attribute::disabled, "true");
  tree_->set(node, Attribute::value, field.value);
  close();
}

void Ui::file_field(Key key, FileField const& field) {
  Described const described = open_field(Role::field, key, field.label, field.description, field.error);
  Node& node = leaf(Role::file, key, {});
  tree_->set(node, Attribute::type, "file");
  apply(node, key, described, field.necessity);
  set_if(node, Attribute::accept, field.accept);
  close();
}

void Ui::choice_label(std::string_view text, NodeId control) {
  Node& label = leaf(Role::label, {}, text);
  set_id(label, Attribute::for_id, control);
  tree_->set(label, Attribute::look, "choice");
}

void Ui::checkbox(Key key, Checkbox const& checkbox) {
  Node& field = open(Role::field, {});
  tree_->set(field, Attribute::look, "checkbox");
  Described described;
  described.invalid = !checkbox.error.empty();
  NodeId const id = tree_->number(key);
  auto const control = tree_->nodes().size();
  leaf(Role::checkbox, key, {});
  choice_label(checkbox.label, id);
  for (auto const& [role, text] :
       {std::pair{Role::help, checkbox.description}, std::pair{Role::error, checkbox.error}}) {
    if (text.empty()) continue;
    if (!described.ids.empty()) described.ids += ' ';
    described.ids += "n" + std::to_string(leaf(role, {}, text).id);
  }
  Node& node = tree_->nodes()[control];
  tree_->set(node, Attribute::type, "checkbox");
  apply(node, key, described, Necessity::optional);
  if (checkbox.checked) tree_->set(node, Attribute::checked, "");
  close();
}

void Ui::radio_group(Key key, Choice const& choice, std::span<Option const> options) {
  Described const described = open_field(Role::fieldset, key, choice.label, choice.description, choice.error);
  Node& group = tree_->current();
  set_if(group, Attribute::describedby, described.ids);
  if (described.invalid) tree_->set(group, Attribute::invalid, "true");
  for (Option const& option : options) {
    std::string const option_key = std::string(key) + "=" + std::string(option.value);
    tree_->set(open(Role::field, {}), Attribute::look, "checkbox");
    NodeId const id = tree_->number(option_key);
    auto const control = tree_->nodes().size();
    leaf(Role::radio, option_key, {});
    choice_label(option.label, id);
    Described option_described;
    if (!option.description.empty()) {
      option_described.ids = "n" + std::to_string(leaf(Role::help, {}, option.description).id);
    }
    Node& node = tree_->nodes()[control];
    tree_->set(node, Attribute::type, "radio");
    apply(node, key, option_described, choice.necessity);
    tree_->set(node, Attribute::value, option.value);
    if (option.value == choice.selected) tree_->set(node, Attribute::checked, "");
    close();
  }
  close();
}

void Ui::select(Key key, Choice const& choice, std::span<Option const> options) {
  Described const described = open_field(Role::field, key, choice.label, choice.description, choice.error);
  Node& node = open(Role::select, key);
  apply(node, key, described, choice.necessity);
  for (Option const& option : options) {
    Node& child = leaf(Role::option, {}, option.label);
    tree_->set(child, Attribute::value, option.value);
    if (!option.language.empty()) tree_->set(child, Attribute::lang, option.language);
    if (option.value == choice.selected) tree_->set(child, Attribute::selected, "");
  }
  close();
  close();
}

void Ui::open_disclosure(Key key, std::string_view label, bool open_now) {
  open(Role::disclosure, {});
  Node& node = leaf(Role::button, key, label);
  tree_->set(node, Attribute::type, "button");
  tree_->set(node, Attribute::look, "disclosure");
  tree_->set(node, Attribute::expanded, open_now ? "true" : "false");
}

}  // namespace hallpass::surface
