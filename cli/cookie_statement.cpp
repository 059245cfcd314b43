#include "cli/cookie_statement.hpp"

#include <algorithm>
#include <array>

#include "sdk/base/html.hpp"

namespace hallpass::cli {

using policy::Lifetime;
using policy::Policy;
using policy::Technology;

namespace {

// The statement's own few words; the policy's texts bring all others. English stands in for other languages.
struct Words {
  std::array<std::string_view, 6> columns;  // name, kind, purpose of it, whose, sent to, how long
  std::array<std::string_view, 5> kinds;    // in TechnologyKind's order
  std::string_view session, until_cleared, none, us, this_site, opt_out, in_effect_since;
  std::array<std::string_view, 3> one, many;  // hour, day, year
};

constexpr Words english{{"Name", "Kind", "What it does", "Whose", "Where", "How long"},
                        {"Cookie", "Local storage", "Web beacon", "Script", "ETag"},
                        "Until you close the browser",
                        "Until you clear it",
                        "Nothing is stored",
                        "Ours",
                        "This site",
                        "Opt out there",
                        "In effect since",
                        {"hour", "day", "year"},
                        {"hours", "days", "years"}};
constexpr Words spanish{{"Nombre", "Tipo", "Qué hace", "De quién", "Dónde", "Cuánto dura"},
                        {"Cookie", "Almacenamiento local", "Baliza web", "Script", "ETag"},
                        "Hasta que cierre el navegador",
                        "Hasta que usted lo borre",
                        "No se guarda nada",
                        "Nuestra",
                        "Este sitio",
                        "Rechazarlo allí",
                        "En vigor desde",
                        {"hora", "día", "año"},
                        {"horas", "días", "años"}};

Words const& words_for(std::string_view language) {
  return language.starts_with("es") ? spanish : english;
}

void append(std::string& out, std::initializer_list<std::string_view> parts) {
  for (auto const part : parts) out += part;
}

std::string lifetime(Technology const& technology, Words const& words) {
  switch (technology.lifetime) {
    case Lifetime::session:
      return std::string{words.session};
    case Lifetime::until_cleared:
      return std::string{words.until_cleared};
    case Lifetime::none:
      return std::string{words.none};
    case Lifetime::fixed:
      break;
  }
  // In the largest unit that divides it; less than an hour counts as one.
  constexpr std::array<std::int64_t, 3> units{3'600, 86'400, 31'536'000};
  auto const seconds = technology.duration ? technology.duration->seconds : 0;
  std::size_t unit = units.size() - 1;
  while (unit > 0 && (seconds < units[unit] || seconds % units[unit] != 0)) --unit;
  auto const count = std::max<std::int64_t>(1, seconds / units[unit]);
  return std::to_string(count) + " " + std::string{(count == 1 ? words.one : words.many)[unit]};
}

std::string joined(std::vector<std::string> const& parts) {
  std::string out;
  for (auto const& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string row(Policy const& policy, policy::Texts const& texts, Technology const& technology, Words const& words) {
  auto const* vendor = policy.find_vendor(technology.vendor);
  auto const text = std::ranges::find(texts.technologies, technology.id, &policy::TechnologyText::technology);
  std::string const kind{words.kinds[static_cast<std::size_t>(technology.kind)]};
  std::array<std::string, 6> const cells{
      technology.name_pattern.empty() ? kind : "<code>" + escape_html(technology.name_pattern) + "</code>",
      kind,
      text == texts.technologies.end() ? std::string{} : escape_html(text->description),
      vendor == nullptr ? std::string{words.us} : escape_html(vendor->name),
      technology.hosts.empty() ? std::string{words.this_site} : escape_html(joined(technology.hosts)),
      lifetime(technology, words)};
  std::string out = "<tr>";
  for (std::size_t column = 0; column < cells.size(); ++column) {
    // The label lets a narrow page show each row as a list.
    auto const label = std::string{words.columns[column]};
    out += column == 0 ? "<th scope=\"row\">" + cells[column] + "</th>"
                       : "<td data-label=\"" + label + "\">" + cells[column] + "</td>";
  }
  return out + "</tr>\n";
}

void append_link(std::string& out, std::string_view url, std::string_view text) {
  if (!url.empty()) append(out, {" · <a href=\"", escape_html(url), "\">", escape_html(text), "</a>"});
}

// Whoever takes part in the purpose, each with its own statement and its own way to opt out.
std::string vendors(Policy const& policy, policy::Texts const& texts, std::string_view purpose, Words const& words) {
  std::string items;
  for (auto const& vendor : policy.vendors) {
    bool const takes_part = std::ranges::any_of(policy.technologies, [&](Technology const& technology) {
      return technology.purpose == purpose && technology.vendor == vendor.id;
    });
    if (!takes_part) continue;
    append(items, {"<li>", escape_html(vendor.name)});
    append_link(items, vendor.privacy_url, texts.banner.at("privacy_statement"));
    append_link(items, vendor.opt_out_url, words.opt_out);
    items += "</li>";
  }
  return items.empty() ? items : "<h3>" + escape_html(texts.banner.at("vendors")) + "</h3>\n<ul>" + items + "</ul>\n";
}

}  // namespace

std::string cookie_statement(Policy const& policy, policy::Texts const& texts) {
  auto const& words = words_for(texts.language);
  std::string head = "<thead><tr>";
  for (auto const column : words.columns) head += "<th scope=\"col\">" + std::string{column} + "</th>";
  head += "</tr></thead>\n";
  auto const date = format_date(policy.effective_date);
  std::string out =
      "<p>" + std::string{words.in_effect_since} + " <time datetime=\"" + date + "\">" + date + "</time></p>\n";
  for (auto const& text : texts.purposes) {
    std::string rows;
    for (auto const& technology : policy.technologies) {
      if (technology.purpose == text.purpose) rows += row(policy, texts, technology, words);
    }
    if (rows.empty()) continue;
    auto const name = escape_html(text.name);
    auto const* const purpose = policy.find_purpose(text.purpose);
    append(out, {"<h2>", name, "</h2>\n<p>", escape_html(text.description)});
    if (purpose != nullptr && purpose->strictly_necessary) {
      append(out, {" <strong>", escape_html(texts.banner.at("strictly_necessary")), "</strong>"});
    }
    out += "</p>\n";
    append(out, {"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"", name, "\"><table>\n", head,
                 "<tbody>\n", rows, "</tbody></table></div>\n"});
    out += vendors(policy, texts, text.purpose, words);
  }
  return out;
}

}  // namespace hallpass::cli
