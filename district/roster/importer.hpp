#pragma once
// One import while it runs: what is remembered of the files read so far, to check references and to name things.
// Constant in the number of results; proportional to people, classes and line items.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "district/roster/cells.hpp"
#include "district/roster/import.hpp"
#include "district/roster/table.hpp"

namespace hallpass::roster {

class Importer {
 public:
  Importer(store::Transaction& transaction, Package& package, CivilDate today, Personnel personnel,
           Limits const& limits)
      : transaction_(transaction), package_(package), today_(today), personnel_(personnel), limits_(limits) {}

  // Reads every file and writes the roster. What it wrote counts only when the transaction is committed.
  [[nodiscard]] Result<ImportReport> run();

 private:
  template <class Value>
  using ById = std::unordered_map<std::string, Value>;

  struct Org {
    std::string name;
    std::string parent;
    std::size_t line = 0;
  };
  struct Class {
    std::string title;
    std::string school;
    std::string terms;
  };
  struct Roles {
    bool guardian = false;
    bool student = false;
    struct Office {
      std::string org;
      store::Post post;
    };
    std::vector<Office> offices;
    std::vector<std::string> student_of;
    struct Position {
      std::string id;  // the row's
      std::string role;
      std::string org;
      std::string since;  // may be empty
    };
    std::vector<Position> positions;      // as an employee; in the order of the file
    std::vector<std::string> applied_to;  // organizations
  };
  struct User {
    bool student = false;
    bool guardian = false;
    bool enabled = true;
    bool personnel = false;  // has a record as an applicant or employee
  };
  struct Tie {
    std::string student;
    std::string guardian;
    bool barred = false;
    std::size_t line = 0;
  };
  struct LineItem {
    std::string title;
    std::string class_title;
  };

  static constexpr std::string_view users_source = "OneRoster users.csv";
  static constexpr std::string_view roles_source = "OneRoster roles.csv";

  using Read = Result<void> (Importer::*)(Row const&);
  [[nodiscard]] Result<void> read_file(std::string_view file, Read read);

  [[nodiscard]] Result<void> read_org(Row const& row);
  [[nodiscard]] Result<void> check_orgs() const;
  [[nodiscard]] Result<void> read_session(Row const& row);
  [[nodiscard]] Result<void> read_course(Row const& row);
  [[nodiscard]] Result<void> read_class(Row const& row);

  [[nodiscard]] Result<void> read_role(Row const& row);
  [[nodiscard]] Result<void> read_user(Row const& row);
  [[nodiscard]] Result<void> add_staff(std::string const& id, Roles const& roles);
  [[nodiscard]] Result<void> add_student(Row const& row, std::string const& id, Roles const& roles);
  [[nodiscard]] Result<void> add_personnel(Row const& row, std::string const& id, Roles const& roles);
  [[nodiscard]] Result<void> note_ties(Row const& row, std::string const& id);
  [[nodiscard]] Result<void> add_ties();
  [[nodiscard]] Result<void> read_demographics(Row const& row);
  [[nodiscard]] Result<void> read_profile(Row const& row);

  [[nodiscard]] Result<void> read_enrollment(Row const& row);
  [[nodiscard]] Result<void> read_category(Row const& row);
  [[nodiscard]] Result<void> read_line_item(Row const& row);
  [[nodiscard]] Result<void> read_result(Row const& row);

  // Adds an entry unless its value is empty. `instance` tells several of one field apart.
  [[nodiscard]] Result<void> add_entry(Row const& row, std::string_view student, std::string_view field,
                                       std::string_view value, std::string_view source, std::string_view instance = {},
                                       std::string_view detail = {});
  // For an export. Cells of no entry are kept even when there are none: they say that the student has such a row.
  [[nodiscard]] Result<void> keep_cells(Row const& row, std::string_view student, std::string_view file,
                                        std::string_view entry, Cells const& cells);
  // Turns "that id is there already" into an error at the column.
  [[nodiscard]] static Result<void> once(Row const& row, std::string_view column, Result<void> const& stored);
  // The row's own id, new in that map. Errors: malformed.
  template <class Value>
  [[nodiscard]] static Result<Value*> add(Row const& row, ById<Value>& known);
  // What the column names. Errors: malformed, when it is not in the map.
  template <class Value>
  [[nodiscard]] static Result<Value const*> named(Row const& row, std::string_view column, ById<Value> const& known);

  store::Transaction& transaction_;
  Package& package_;
  CivilDate today_;
  Personnel personnel_;
  Limits limits_;
  ImportReport report_;

  ById<Org> orgs_;
  ById<std::string> sessions_;  // titles, as those of courses_ and categories_
  ById<std::string> courses_;
  ById<Class> classes_;
  ById<Roles> roles_;
  ById<User> users_;
  std::vector<Tie> ties_;
  ById<std::string> categories_;
  ById<LineItem> line_items_;
};

template <class Value>
Result<Value*> Importer::add(Row const& row, ById<Value>& known) {
  HALLPASS_TRY(id, row.required("sourcedId"));
  auto const [place, added] = known.try_emplace(std::string{id});
  if (!added) return row.malformed("sourcedId", "That id is there twice.");
  return &place->second;
}

template <class Value>
Result<Value const*> Importer::named(Row const& row, std::string_view column, ById<Value> const& known) {
  HALLPASS_TRY(id, row.required(column));
  auto const place = known.find(std::string{id});
  if (place == known.end()) return row.malformed(column, "Nothing in the package has that id.");
  return &place->second;
}

}  // namespace hallpass::roster
