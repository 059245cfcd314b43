#include "district/roster/outgoing.hpp"

#include <algorithm>
#include <array>

#include "district/roster/student_columns.hpp"

namespace hallpass::roster {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t max_required_bytes = 255;
constexpr std::array users_required{"enabledUser"sv, "username"sv, "givenName"sv, "familyName"sv};
// https://ceds.ed.gov/element/000100, as OneRoster has it.
constexpr std::array grades{"IT"sv, "PR"sv, "PK"sv, "TK"sv, "KG"sv, "01"sv, "02"sv, "03"sv, "04"sv, "05"sv,   "06"sv,
                            "07"sv, "08"sv, "09"sv, "10"sv, "11"sv, "12"sv, "13"sv, "PS"sv, "UG"sv, "Other"sv};
constexpr std::array sexes{"female"sv, "male"sv, "other"sv, "unspecified"sv};

template <class Words>
bool has(Words const& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view get(Cells const& cells, std::string_view name) {
  auto const found = cells.find(name);
  return found == cells.end() ? std::string_view{} : std::string_view{found->second};
}

std::string lower(std::string_view text) {
  std::string result{text};
  for (auto& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

// What stands in the cell for the corrected value; none when OneRoster does not let it.
std::optional<std::string> cell_for(std::string_view field, std::string_view value) {
  bool fits = true;
  if (field == "identity.sex") {
    auto word = lower(value);
    if (has(sexes, word)) return word;
    fits = false;
  }
  if (field == "enrollment.grade") fits = has(grades, value);
  if (field == "identity.birth_date") fits = parse_date(value).has_value();
  if (field == "enrollment.status") fits = value == "enrolled" || value == "left";
  if (field == "attendance.days_absent") fits = all_digits(value);
  if (field == "identity.given_name" || field == "identity.family_name" || field == "accounts.username") {
    fits = value.size() <= max_required_bytes;
  }
  if (!fits) return std::nullopt;
  return std::string{value};
}

// The entry's correction, when the record says what it brought.
NetCorrection const* standing(StudentRecord const& student, std::string_view entry_id) {
  auto const net = student.corrections.find(entry_id);
  if (net == student.corrections.end() || get(student.entries, entry_id) != net->second.new_value()) return nullptr;
  return &net->second;
}

std::string single_cell(StudentRecord const& student, std::string_view field) {
  auto const* const net = standing(student, field);
  if (net == nullptr) return std::string{get(student.entries, field)};
  for (auto i = net->values.size() - 1; i > 0; --i) {
    if (auto cell = cell_for(field, net->values[i])) return *std::move(cell);
  }
  return net->values.front();
}

std::string birth_place_in(Cells const& cells) {
  std::string list;
  for (auto const column : birth_place_columns) append_word(list, get(cells, column));
  return list;
}

// Only when each word is one of OneRoster's.
bool set_races(Cells& cells, std::string_view value) {
  std::array<bool, race_columns.size()> holds{};
  for (auto rest = value;;) {
    auto const end = rest.find(word_separator);
    auto const word = rest.substr(0, end);
    auto const* const known = std::find_if(race_columns.begin(), race_columns.end(),
                                           [&](RaceColumn const& race) { return race.word == word; });
    if (known == race_columns.end()) return false;
    holds.at(static_cast<std::size_t>(known - race_columns.begin())) = true;
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + word_separator.size());
  }
  for (std::size_t i = 0; i < holds.size(); ++i) {
    std::string const column{race_columns.at(i).column};
    if (holds.at(i)) {
      cells.insert_or_assign(column, "true");
    } else if (get(cells, column) == "true") {
      cells.insert_or_assign(column, "false");
    }
  }
  return true;
}

// Only the city: which words of another text are a state and which a country, nobody can tell.
bool set_birth_place(Cells& cells, std::string_view value) {
  std::string after;
  for (auto const column : birth_place_columns) {
    if (column != birth_place_columns.front() && !get(cells, column).empty()) {
      after.append(word_separator).append(get(cells, column));
    }
  }
  if (get(cells, birth_place_columns.front()).empty() || !value.ends_with(after)) return false;
  auto const city = value.substr(0, value.size() - after.size());
  if (city.empty() || city.find(',') != std::string_view::npos) return false;
  cells.insert_or_assign(std::string{birth_place_columns.front()}, std::string{city});
  return true;
}

// Several cells say the last of the corrected values that they can say.
void set_last(Cells& cells, StudentRecord const& student, std::string_view field,
              bool (*set)(Cells&, std::string_view)) {
  auto const* const net = standing(student, field);
  if (net == nullptr) return;
  for (auto i = net->values.size() - 1; i > 0 && !set(cells, net->values[i]); --i) continue;
}

}  // namespace

std::string_view file_of(std::string_view entry_id) noexcept {
  auto const is_it = [&](EntryColumn const& each) { return each.field == entry_id; };
  if (std::any_of(users_entries.begin(), users_entries.end(), is_it)) return "users";
  if (entry_id == race_field || entry_id == birth_place_field ||
      std::any_of(demographics_entries.begin(), demographics_entries.end(), is_it)) {
    return "demographics";
  }
  return {};
}

std::optional<Cells> outgoing_row(StudentRecord const& student, std::string_view file) {
  auto const kept = student.rows.find(file);
  if (kept == student.rows.end()) return std::nullopt;
  auto cells = kept->second;
  if (file == "users") {
    for (auto const& [field, column] : users_entries) cells[std::string{column}] = single_cell(student, field);
    auto const is_empty = [&](std::string_view column) { return get(cells, column).empty(); };
    if (std::any_of(users_required.begin(), users_required.end(), is_empty)) return std::nullopt;
    return cells;
  }
  for (auto const& [field, column] : demographics_entries) cells[std::string{column}] = single_cell(student, field);
  set_last(cells, student, race_field, set_races);
  set_last(cells, student, birth_place_field, set_birth_place);
  return cells;
}

std::string_view obstacle_to(StudentRecord const& student, std::string_view entry_id) {
  if (!student.entries.contains(entry_id)) return "The roster has no such entry any more.";
  if (standing(student, entry_id) == nullptr) return "The roster has brought another value since.";
  if (student.personnel) return "It is about an employee or applicant: a student system has no place for it.";
  auto const file = file_of(entry_id);
  if (file.empty()) return "The package has no cell for it.";
  auto row = outgoing_row(student, file);
  if (!row) return "The student's row is not whole: import the roster again.";
  auto const value = get(student.entries, entry_id);
  bool const carried = entry_id == race_field          ? set_races(*row, value)
                       : entry_id == birth_place_field ? birth_place_in(*row) == value || set_birth_place(*row, value)
                                                       : cell_for(entry_id, value).has_value();
  return carried ? std::string_view{} : "OneRoster has another form for this cell.";
}

}  // namespace hallpass::roster
