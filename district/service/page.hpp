#pragma once
// A long list in pieces. A cursor names the last item that was given, not a number: what comes in between or goes away
// shifts nothing, and nothing is given twice.

#include <cstddef>
#include <string>
#include <vector>

namespace hallpass::district {

struct Page {
  std::size_t most = 0;  // 0: all
  std::string after{};   // Paged::next of the page before; empty: from the start
};

template <class T>
struct Paged {
  std::vector<T> items{};
  std::string next{};  // empty: that was all
};

}  // namespace hallpass::district
