#include "portal/views/long_list.hpp"

#include <algorithm>
#include <utility>

namespace hallpass::portal {

using namespace surface;

LongList::LongList(Page const& page, std::string name, std::size_t size)
    : page_{&page}, name_{std::move(name)}, size_{size}, shown_{std::min(size, rows_asked_for(page.state(), name_))} {}

std::string LongList::header_key(std::size_t index) const {
  bool const begins = index >= first_rows && (index - first_rows) % more_rows == 0;
  return begins ? keys::row_of(name_, index) : std::string{};
}

void LongList::draw_more(std::string_view title) const {
  if (shown_ == size_) return;
  Ui& ui = page_->ui();
  ui.paragraph(page_->text(Text::shown_of, {std::to_string(shown_), std::to_string(size_)}));
  ui.actions(
      [&] { ui.button(keys::of(keys::show_more, name_), {.label = page_->text(Text::show_more), .context = title}); });
}

}  // namespace hallpass::portal
