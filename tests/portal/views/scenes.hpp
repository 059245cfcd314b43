#pragma once
// Every screen, empty, waiting, failed, with long texts, with its errors, with its dialogs.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/portal/support/host.hpp"

namespace hallpass::portal {

struct Scene {
  std::string name;
  std::function<void(Host&)> act;
  std::string shows;  // in English
};

[[nodiscard]] std::vector<Scene> const& scenes();
// Those among them about the records of applicants and employees.
[[nodiscard]] std::vector<Scene> personnel_scenes();

inline std::string const correction = "correction:student-0001";

// To the screen that `verb` opens, for a parent; `answer` empty: it waits.
void parent_at(Host& host, std::string_view verb, std::string_view what, std::string_view answer);
// At the form for a wrong street.
void form(Host& host);
// Staff at a request.
void staff_request(Host& host, std::string_view answer);
// A parent at a record with so many entries in its first category that has any: the last one again and again, with the
// ids "more-2" and so on.
void long_record(Host& host, std::size_t count);
// The button for more of the first list that has one.
void show_more(Host& host);

}  // namespace hallpass::portal
