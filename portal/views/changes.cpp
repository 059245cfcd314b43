// The entries of a correction of several, as they are and as they should be.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

void draw_changes(Page const& page, std::span<RequestEntry const> entries) {
  Ui& ui = page.ui();
  ui.table("changes", page.text(Text::changes_caption),
           {page.text(Text::column_field), page.text(Text::old_value), page.text(Text::new_value)}, [&] {
             for (std::size_t i = 0; i < entries.size(); ++i) {
               ui.row("change:" + std::to_string(i), [&] {
                 ui.row_header(page.translated(entries[i].label));
                 ui.cell(page.or_nothing(entries[i].old_value));
                 ui.cell(page.or_nothing(entries[i].new_value));
               });
             }
           });
}

}  // namespace hallpass::portal
