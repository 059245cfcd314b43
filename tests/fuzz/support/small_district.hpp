#pragma once
// A made-up district for fuzzers: every record in it, and all that was written about it, bears the mark of whose it is,
// so that an answer shows whose it tells of.
//
//   student-1, Cedar: 10 years old; guardians parent-1 and parent-4, and parent-3 whom a court bars
//   student-2, Maple: 15 years old; guardian parent-2
//   student-3, Cedar: of age
//   driver-1, applicant-1: personnel; staff-1, staff-4: records officers; staff-2: clerk at Cedar; staff-3: at Maple
//
// parent-1, parent-2, student-3 and driver-1 each have an open correction with a file, and an unused file; what
// parent-1 wrote is nothing for parent-4. A comment on student-1 names a classmate, which is hidden from the family.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "district/service/service.hpp"
#include "tests/fuzz/support/scratch_store.hpp"

namespace hallpass::fuzz {

enum class Mark : std::uint8_t { student_1, student_2, student_3, driver, applicant, classmate, parent_1 };
inline constexpr std::size_t mark_count = 7;

class SmallDistrict {
 public:
  SmallDistrict();

  [[nodiscard]] ScratchStore& home() noexcept { return home_; }
  [[nodiscard]] district::Settings const& settings() const noexcept { return settings_; }
  // Random words, others in each process: no input holds one by chance or by heart.
  [[nodiscard]] std::string const& word(Mark mark) const { return words_.at(static_cast<std::size_t>(mark)); }
  // Those of its requests, files and redactions.
  [[nodiscard]] std::vector<std::string> const& ids() const noexcept { return ids_; }
  // Whether an answer to that person may hold the mark; of none of them for who is no such person.
  [[nodiscard]] static bool may_see(std::string_view person, Mark mark);

  static InstantMs const opened;

 private:
  void import();
  void write();
  // `written`: of what the person writes, beside the new value.
  void correct(std::string_view person, std::string_view student, std::string_view entry, Mark mark, Mark written);
  void hide_classmate();
  [[nodiscard]] std::string attach(std::string_view person, Mark mark);

  ScratchStore home_;
  district::Settings settings_;
  std::vector<std::string> words_;
  std::vector<std::string> ids_;
};

}  // namespace hallpass::fuzz
