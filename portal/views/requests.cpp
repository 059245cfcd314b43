// My requests, newest first.
#include <algorithm>

#include "portal/views/long_list.hpp"
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

void draw_requests(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  if (!page.is_ready(state.requests)) return;
  if (state.requests.value.empty()) {
    ui.paragraph(page.text(Text::requests_empty));
    return;
  }
  auto const& requests = state.requests.value;
  bool const only_students = std::ranges::all_of(requests, &Student::is_student, &Request::student);
  LongList const list(page, "requests", requests.size());
  ui.table("requests", page.text(Text::requests_caption),
           {page.text(Text::column_what), page.text(only_students ? Text::child : Text::whose_record),
            page.text(Text::column_asked_on), page.text(Text::column_state), page.text(Text::column_due),
            page.text(Text::column_open)},
           [&] {
             for (std::size_t i = 0; i < list.shown(); ++i) {
               Request const& request = requests[i];
               ui.row(keys::of("row", request.id), [&] {
                 ui.row_header(subject(state.language, request), list.header_key(i));
                 ui.cell(request.student.name);
                 ui.cell([&] { page.day_of(request.created_at); });
                 ui.cell([&] { page.state_badge(request.state); });
                 ui.cell([&] { page.due(request.deadline); });
                 ui.cell([&] {
                   ui.link(keys::of(keys::request, request.id),
                           {.label = page.text(Text::open_request), .context = subject(state.language, request)});
                 });
               });
             }
           });
  list.draw_more(page.text(Text::requests_caption));
}

}  // namespace hallpass::portal
