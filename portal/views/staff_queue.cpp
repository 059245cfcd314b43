// Staff: the open requests, the most urgent first.
#include <algorithm>

#include "portal/views/long_list.hpp"
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

void draw_staff_queue(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  if (!page.is_ready(state.queue)) return;
  auto const& queue = state.queue.value;
  if (queue.empty()) {
    ui.paragraph(page.text(Text::queue_empty));
    return;
  }
  auto const overdue = std::ranges::count_if(
      queue, [&](Request const& request) { return request.deadline && page.is_overdue(*request.deadline); });
  if (overdue > 0) {
    ui.paragraph([&] {
      ui.strong(page.text(Text::queue_overdue, static_cast<std::uint64_t>(overdue), {std::to_string(overdue)}));
    });
  }
  bool const only_students = std::ranges::all_of(queue, &Student::is_student, &Request::student);
  LongList const list(page, "queue", queue.size());
  ui.table("queue", page.text(Text::queue_caption),
           {page.text(Text::column_what), page.text(Text::column_due),
            page.text(only_students ? Text::column_student : Text::whose_record), page.text(Text::asked_by),
            page.text(Text::column_asked_on), page.text(Text::column_state), page.text(Text::column_open)},
           [&] {
             for (std::size_t i = 0; i < list.shown(); ++i) {
               Request const& request = queue[i];
               ui.row(keys::of("row", request.id), [&] {
                 ui.row_header(subject(state.language, request), list.header_key(i));
                 ui.cell([&] { page.due(request.deadline); });
                 ui.cell(request.student.name);
                 ui.cell(request.requester.name);
                 ui.cell([&] { page.day_of(request.created_at); });
                 ui.cell([&] {
                   page.state_badge(request.state);
                   if (!request.mail_failed_at) return;
                   ui.text(" ");
                   ui.badge(Tone::warning, page.text(Text::queue_mail_failed));
                 });
                 ui.cell([&] {
                   ui.link(keys::of(keys::request, request.id),
                           {.label = page.text(Text::open_request), .context = subject(state.language, request)});
                 });
               });
             }
           });
  list.draw_more(page.text(Text::queue_caption));
}

}  // namespace hallpass::portal
