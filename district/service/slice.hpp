#pragma once
// Cuts a page out of a list whose items never leave it.

#include <algorithm>
#include <string>
#include <vector>

#include "district/service/page.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::district {

inline Error no_such_cursor() {
  return fail(ErrorCode::invalid_argument, "cursor", "Take the `next` of the page before.");
}

// `id` is the member that names an item. Errors: invalid_argument, `where` "cursor".
template <class T>
[[nodiscard]] Result<Paged<T>> slice_after(std::vector<T>& all, std::string T::* id, Page const& page) {
  auto begin = all.begin();
  if (!page.after.empty()) {
    begin = std::ranges::find(all, page.after, id);
    if (begin == all.end()) return no_such_cursor();
    ++begin;
  }
  auto const left = static_cast<std::size_t>(all.end() - begin);
  auto const end = page.most == 0 || left <= page.most ? all.end() : begin + static_cast<std::ptrdiff_t>(page.most);
  Paged<T> slice{.items = {std::move_iterator(begin), std::move_iterator(end)}};
  if (end != all.end()) slice.next = slice.items.back().*id;
  return slice;
}

}  // namespace hallpass::district
