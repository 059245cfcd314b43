#pragma once
// The roster's people and the records about students, applicants and employees, as the store keeps them. Whose record
// it is goes by the name of a student everywhere, whatever its kind.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/civil_time.hpp"
#include "sdk/base/result.hpp"
#include "sdk/records/record_kind.hpp"
#include "sdk/records/standing.hpp"

namespace hallpass::store {

struct Person {
  std::string id;  // OneRoster users.csv sourcedId
  std::string display_name;
  bool staff = false;
  bool guardian = false;
  bool student = false;
  std::string email{};  // of a guardian; that of who has a record is an entry there
};

struct StudentStatus {
  bool enrolled = true;
  bool still_needed = true;  // special-education data is needed to provide services
  records::RecordKind kind = records::RecordKind::student;
};

// Name, school, grade and birth date are read out of the entries, so that a correction shows everywhere.
struct Student {
  std::string id;
  std::string display_name;
  std::string school;  // name
  std::string grade;
  std::optional<CivilDate> birth_date;
  bool has_iep = false;  // a plan under IDEA
  StudentStatus status;
};

// One datum of a record. `field` is a records::Field id.
struct Entry {
  std::string id;
  std::string field;
  std::string detail;
  std::string value;
  std::string source;  // "OneRoster results.csv"
};

enum class ChangeKind : std::uint8_t { corrected, destroyed };

// Why an entry differs from what the roster said; kept for good and applied again after every import.
struct Change {
  std::string student_id;
  std::string entry_id;
  ChangeKind kind;
  std::string old_value;  // empty when destroyed
  std::string new_value;  // empty when destroyed
  std::string request_id;
  InstantMs at;
};

class People {
 public:
  People() = default;
  People(People const&) = delete;
  People& operator=(People const&) = delete;
  virtual ~People() = default;

  [[nodiscard]] virtual Result<std::optional<Person>> person(std::string_view id) = 0;
  [[nodiscard]] virtual Result<std::optional<Student>> student(std::string_view id) = 0;
  // What ties a person to a student; nothing at all when either does not exist.
  [[nodiscard]] virtual Result<records::Bond> bond(std::string_view person_id, std::string_view student_id) = 0;
  // Of whom the person is a guardian and not barred, by name.
  [[nodiscard]] virtual Result<std::vector<Student>> children(std::string_view guardian_id) = 0;
  // A record, in the order of the import.
  [[nodiscard]] virtual Result<std::vector<Entry>> entries(std::string_view student_id) = 0;
  [[nodiscard]] virtual Result<std::optional<Entry>> entry(std::string_view student_id, std::string_view entry_id) = 0;
  // Changes or destroys the entry and keeps the change. A destroyed value is overwritten on disk, in the history, in
  // earlier requests and in kept answers too. Errors: not_found, `where` "entry".
  [[nodiscard]] virtual Result<void> apply(Change const& change) = 0;

  struct Bar {
    bool by_roster = false;
    bool by_order = false;
    std::string reference;
  };
  // None when the person is not a guardian of the student.
  [[nodiscard]] virtual Result<std::optional<Bar>> bar(std::string_view student_id, std::string_view guardian_id) = 0;
  // Sets or lifts the bar that staff set. It survives every import.
  [[nodiscard]] virtual Result<void> set_order(std::string_view student_id, std::string_view guardian_id, bool barred,
                                               std::string_view reference, std::string_view staff_id, InstantMs at) = 0;
};

}  // namespace hallpass::store
