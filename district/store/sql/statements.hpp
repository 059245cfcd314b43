#pragma once
// SOCI, tamed: its exceptions become Results here and nowhere else.
// https://soci.sourceforge.net/doc/release/4.0/

#include <soci/soci.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "sdk/base/result.hpp"

namespace hallpass::store {

// The error for a failure of the database; never its own text, which may hold somebody's data.
[[nodiscard]] Error store_error(std::exception const& failure);

template <class T>
struct AsResult {
  using Type = Result<T>;
};
template <class T>
struct AsResult<Result<T>> {
  using Type = Result<T>;
};

// Runs `work`, which may throw as SOCI does; returns what it returns, a Result as it is.
template <class Work>
[[nodiscard]] auto guarded(Work&& work) -> typename AsResult<std::remove_cvref_t<std::invoke_result_t<Work>>>::Type {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
      std::forward<Work>(work)();
      return {};
    } else {
      return std::forward<Work>(work)();
    }
  } catch (std::exception const& failure) {
    return store_error(failure);
  }
}

}  // namespace hallpass::store
