#pragma once
// A list of which the first rows are shown and the others when they are asked for: thousands of rows are no help to
// anybody, least of all to who reads by ear or on an old phone.

#include <string>
#include <string_view>

#include "portal/views/page.hpp"

namespace hallpass::portal {

class LongList {
 public:
  // `name` is the list's own in the page; how much of it is shown stays so until signing out.
  LongList(Page const& page, std::string name, std::size_t size);

  // How many rows to draw.
  [[nodiscard]] std::size_t shown() const noexcept { return shown_; }
  // The key of a row's header; only the first of the rows that were asked for has one, for it gets the focus.
  [[nodiscard]] std::string header_key(std::size_t index) const;
  // Under the rows: how many these are, and the button for more. Nothing when that is all.
  void draw_more(std::string_view title) const;

 private:
  Page const* page_;
  std::string name_;
  std::size_t size_;
  std::size_t shown_;
};

}  // namespace hallpass::portal
