#include "cli/cookie_statement.hpp"

#include <algorithm>
#include <array>

namespace hallpass::cli {

using policy::Lifetime;
using policy::Policy;
using policy::Technology;

namespace {

// The statement's own few words; the policy's texts bring all others. English stands in for other languages.
struct Words {
  std::array<std::string_view, 6> columns;  // name, kind, purpose of it, whose, sent to, how long
  std::array<std::string_view, 5> kinds;    // in TechnologyKind's order
  std::string_view session, until_cleared, none, days, us, this_site;
};

constexpr Words english{{"Name", "Kind", "What it does", "Whose", "Where", "How long"},
                        {"Cookie", "Local storage", "Web beacon", "Script", "ETag"},
                        "Until you close the browser",
                        "Until you clear it",
                        "Nothing is stored",
                        "days",
                        "Ours",
                        "This site"};
constexpr Words spanish{{"Nombre", "Tipo", "Qué hace", "De quién", "Dónde", "Cuánto dura"},
                        {"Cookie", "Almacenamiento local", "Baliza web", "Script", "ETag"},
                        "Hasta que cierre el navegador",
                        "Hasta que usted lo borre",
                        "No se guarda nada",
                        "días",
                        "Nuestra",
                        "Este sitio"};

Words const& words_for(std::string_view language) {
  return language.starts_with("es") ? spanish : english;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (auto const c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
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
  auto const days = technology.duration ? std::max<std::int64_t>(1, technology.duration->seconds / 86'400) : 0;
  return std::to_string(days) + " " + std::string{words.days};
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
      technology.name_pattern.empty() ? kind : "<code>" + escaped(technology.name_pattern) + "</code>",
      kind,
      text == texts.technologies.end() ? std::string{} : escaped(text->description),
      vendor == nullptr ? std::string{words.us} : escaped(vendor->name),
      technology.hosts.empty() ? std::string{words.this_site} : escaped(joined(technology.hosts)),
      lifetime(technology, words)};
  std::string out = "<tr>";
  for (std::size_t column = 0; column < cells.size(); ++column) {
    out += column == 0 ? "<th scope=\"row\">" + cells[column] + "</th>" : "<td>" + cells[column] + "</td>";
  }
  return out + "</tr>\n";
}

}  // namespace

std::string cookie_statement(Policy const& policy, policy::Texts const& texts) {
  auto const& words = words_for(texts.language);
  std::string head = "<thead><tr>";
  for (auto const column : words.columns) head += "<th scope=\"col\">" + std::string{column} + "</th>";
  head += "</tr></thead>\n";
  std::string out;
  for (auto const& text : texts.purposes) {
    std::string rows;
    for (auto const& technology : policy.technologies) {
      if (technology.purpose == text.purpose) rows += row(policy, texts, technology, words);
    }
    if (rows.empty()) continue;
    auto const name = escaped(text.name);
    append(out, {"<h2>", name, "</h2>\n<p>", escaped(text.description), "</p>\n"});
    append(out, {"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"", name, "\"><table>\n", head,
                 "<tbody>\n", rows, "</tbody></table></div>\n"});
  }
  return out;
}

}  // namespace hallpass::cli
