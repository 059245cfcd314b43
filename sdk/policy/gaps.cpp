#include <algorithm>
#include <array>
#include <string>

#include "sdk/policy/rules.hpp"

namespace hallpass::policy {
namespace {

std::string at(std::string_view list, std::string_view id) {
  return "/" + std::string{list} + pointer_step(id);
}

// Laws that statements like to misname.
struct Misnomer {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array<Misnomer, 3> misnomers{
    {{"California Consumer Protection Act", "California Consumer Privacy Act"},
     {"Family Education Rights and Privacy Act", "Family Educational Rights and Privacy Act"},
     {"Children’s Online Privacy Policy Act", "Children’s Online Privacy Protection Act"}}};

void check_misnomers(std::string_view text, std::string const& where, Report& report) {
  for (auto const& [written, meant] : misnomers) {
    if (text.find(written) == std::string_view::npos) continue;
    report.gap("misnamed_act", where, "There is no \"" + std::string{written} + "\".",
               "The law meant is the \"" + std::string{meant} + "\".");
  }
}

std::string roman(unsigned number) {
  static constexpr std::array<std::pair<unsigned, std::string_view>, 9> digits{
      {{90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}, {0, ""}}};
  std::string out;
  for (auto const& [value, letters] : digits) {
    while (value > 0 && number >= value) {
      out += letters;
      number -= value;
    }
  }
  return out;
}

unsigned number_of(std::string_view numeral) {
  for (unsigned number = 1; number < 100; ++number) {
    if (roman(number) == numeral) return number;
  }
  return 0;
}

// The sections of one level count on without a hole: I, II, III…, and A, B, C… below each.
void check_sections(Statement const& statement, Report& report) {
  auto const missing = [&](std::string const& number) {
    report.gap("section_missing", "/statement/sections", "The statement has no section " + number + ".",
               "Add the section, or number the others anew.");
  };
  unsigned last_top = 0;
  std::string last_parent;
  char last_letter = '@';  // the character before 'A'
  for (auto const& [number, title] : statement.sections) {
    if (title.empty()) {
      report.gap("section_without_heading", "/statement/sections" + pointer_step(number),
                 "The text of section " + number + " stands without a heading.", "Give it its heading.");
    }
    auto const dot = number.find('.');
    auto const parent = number.substr(0, dot);
    if (dot == std::string::npos) {
      auto const top = number_of(number);
      for (auto next = last_top + 1; next < top; ++next) missing(roman(next));
      last_top = std::max(last_top, top);
      continue;
    }
    if (parent != last_parent) last_letter = '@';
    last_parent = parent;
    auto const letter = number[dot + 1];
    for (auto next = static_cast<char>(last_letter + 1); next < letter; ++next) missing(parent + "." + next);
    last_letter = std::max(last_letter, letter);
  }
}

void check_statement(Policy const& policy, Report& report) {
  auto const& statement = policy.statement;
  check_sections(statement, report);
  for (auto const& passage : statement.passages) {
    check_misnomers(passage.text, "/statement/passages" + pointer_step(passage.id) + "/text", report);
  }
  if (!statement.last_updated) {
    report.gap("statement_undated", "/statement", "The statement does not say when it was last updated.",
               "Print the date in the statement and add last_updated.");
  }
}

void check_stated(std::string_view code, PassageId const& stated_in, std::string where, std::string what,
                  Report& report) {
  if (stated_in.empty()) {
    report.gap(code, std::move(where), "The statement does not mention " + std::move(what) + ".",
               "Add the sentence to the statement, and name it in stated_in.");
  }
}

void check_signals(Policy const& policy, Report& report) {
  check_stated("gpc_not_stated", policy.gpc.stated_in, "/signals/gpc", "Global Privacy Control (GPC)", report);
  check_stated("dnt_not_stated", policy.dnt.stated_in, "/signals/dnt", "Do Not Track (DNT)", report);
}

void check_retention(Retention const& retention, Report& report) {
  if (retention.duration || retention.trigger == RetentionTrigger::never) return;
  auto const said = retention.wording.empty() ? std::string{"nothing"} : "\"" + retention.wording + "\"";
  report.gap("retention_without_number", at("retention", retention.id),
             "How long this is kept has no number; the statement says " + said + ".",
             "Decide on a time and add \"duration\" (16 CFR 312.10 asks for a written retention policy).");
}

void check_addendum(Addendum const& addendum, Report& report) {
  for (std::size_t i = 0; i < addendum.rules.size(); ++i) {
    auto const& rule = addendum.rules[i];
    auto const where = at("addenda", addendum.id) + "/rules/" + std::to_string(i);
    check_misnomers(rule.law, where + "/law", report);
    bool const needs_document =
        rule.kind == AddendumRuleKind::privacy_notice_link || rule.kind == AddendumRuleKind::attach_bill_of_rights;
    if (needs_document && rule.url.empty()) {
      report.gap("link_without_address", where, "The statement promises a document without saying where it is.",
                 "Publish it and add \"url\".");
    }
    if (rule.kind == AddendumRuleKind::breach_notice && !rule.clock) {
      report.gap("clock_missing", where, "The time for this notice is not given.", "Add \"clock\".");
    }
  }
}

void check_vendor(Vendor const& vendor, Report& report) {
  auto const where = at("vendors", vendor.id);
  if (!vendor.contract_date) {
    report.gap("vendor_without_contract_date", where,
               "There is no date of a contract with \"" + vendor.name + "\"; without one it must get no data.",
               "Sign the contract that the statement promises, and add \"contract_date\".");
  }
  check_stated("vendor_not_stated", vendor.stated_in, where, "the vendor \"" + vendor.name + "\"", report);
}

void check_contact(Policy const& policy, Report& report) {
  if (policy.contact.postal_address.empty()) {
    report.gap("address_missing", "/contact", "There is no postal address to write to.",
               "Print it under the contact, and add \"postal_address\".");
  }
  if (!policy.dispute_resolver) {
    report.gap("dispute_resolver_missing", "", "There is no independent dispute resolver.",
               "Add \"dispute_resolver\".");
  }
}

}  // namespace

void check_gaps(Policy const& policy, Report& report) {
  check_contact(policy, report);
  check_statement(policy, report);
  check_signals(policy, report);
  for (auto const& purpose : policy.purposes) {
    check_stated("purpose_not_stated", purpose.stated_in, at("purposes", purpose.id),
                 "the purpose \"" + purpose.id + "\"", report);
  }
  for (auto const& technology : policy.technologies) {
    check_stated("technology_not_stated", technology.stated_in, at("technologies", technology.id),
                 "the technology \"" + technology.id + "\"", report);
  }
  for (auto const& vendor : policy.vendors) check_vendor(vendor, report);
  for (auto const& collection : policy.collections) {
    if (collection.open_ended) {
      report.gap("open_ended_collection", at("collections", collection.id),
                 "The statement leaves open what else is collected (\"not limited to\").", "List all of it.");
    }
  }
  if (policy.advertising.interest_based && policy.advertising.opt_out_mechanisms.empty()) {
    report.gap("opt_out_mechanisms_missing", "/advertising/opt_out_mechanisms",
               "Interest-based advertising is announced, but its list of opt-out mechanisms is empty.",
               "Name at least one mechanism with its address, in the statement and here.");
  }
  for (auto const& retention : policy.retention) check_retention(retention, report);
  for (auto const& addendum : policy.addenda) check_addendum(addendum, report);
  for (auto const& texts : policy.texts) {
    if (texts.review == Review::none) {
      report.gap("text_not_reviewed", at("texts", texts.language), "No person has read these texts yet.",
                 "Have a speaker of the language read them, then write \"review\": \"person\".");
    }
  }
}

}  // namespace hallpass::policy
