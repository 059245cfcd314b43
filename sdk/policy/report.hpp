#pragma once
// What a check collects while it walks the file: findings, the ids it met and the ids that were named.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/json_tree.hpp"
#include "sdk/policy/finding.hpp"

namespace hallpass::policy {

// The lists whose entries other entries name.
enum class List : std::uint8_t {
  audiences,
  data_categories,
  purposes,
  technologies,
  vendors,
  regimes,
  recipients,
  passages,
  sections,
  unreferenced
};

class Report {
 public:
  void add(Severity severity, std::string_view code, std::string where, std::string message,
           std::string suggestion = {}, std::optional<std::size_t> offset = std::nullopt);
  void error(std::string_view code, std::string where, std::string message, std::string suggestion = {}) {
    add(Severity::error, code, std::move(where), std::move(message), std::move(suggestion));
  }
  void warning(std::string_view code, std::string where, std::string message, std::string suggestion = {}) {
    add(Severity::warning, code, std::move(where), std::move(message), std::move(suggestion));
  }
  void gap(std::string_view code, std::string where, std::string message, std::string suggestion = {}) {
    add(Severity::gap, code, std::move(where), std::move(message), std::move(suggestion));
  }

  void define(List list, std::string_view id);
  void refer(List list, std::string_view id, std::string where);
  // Reports every reference that names nothing.
  void resolve_references();

  [[nodiscard]] bool has_errors() const noexcept { return has_errors_; }
  // Enough was found that nobody will see a further suggestion: do not work one out.
  [[nodiscard]] bool is_full() const noexcept { return entries_.size() >= 1'000; }
  // The findings in the order of the text, with lines and columns; at most `limit` and one more that says so.
  [[nodiscard]] std::vector<Finding> findings(std::string_view json, JsonValue const& root, std::size_t limit) &&;

 private:
  struct Reference {
    List list;
    std::string id;
    std::string where;
  };
  struct Entry {
    Finding finding;
    std::optional<std::size_t> offset;
  };

  std::vector<Entry> entries_;
  std::array<std::vector<std::string>, static_cast<std::size_t>(List::unreferenced) + 1> ids_;
  std::vector<Reference> references_;
  bool has_errors_ = false;
};

// `token` as one step of a JSON Pointer: "/" + the escaped token. https://www.rfc-editor.org/rfc/rfc6901
[[nodiscard]] std::string pointer_step(std::string_view token);

}  // namespace hallpass::policy
