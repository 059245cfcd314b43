#include "district/roster/corrections.hpp"

#include <algorithm>

namespace hallpass::roster {

Corrections sum_up(std::vector<store::Correction> const& all, std::int64_t mark) {
  Corrections sum;
  for (auto const& one : all) {
    auto& net = sum.students[one.student_id][one.entry_id];
    // Otherwise the roster said something else in between.
    bool const goes_on = !net.values.empty() && net.values.back() == one.old_value;
    if (!goes_on) net.values = {one.old_value};
    if (!goes_on || !net.is_new) net.old_value = one.old_value;
    net.values.push_back(one.new_value);
    net.request_id = one.request_id;
    net.at = one.at;
    net.is_new = one.sequence > mark;
    if (net.is_new) sum.last = std::max(sum.last, one.sequence);
  }
  std::erase_if(sum.students, [](auto const& student) {
    return std::none_of(student.second.begin(), student.second.end(),
                        [](auto const& net) { return net.second.is_new; });
  });
  return sum;
}

}  // namespace hallpass::roster
