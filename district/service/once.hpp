#pragma once
// Changes that a client may send again after a lost answer, without making them twice.
// https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07

#include <functional>
#include <string>

#include "district/service/values.hpp"

namespace hallpass::district {

inline constexpr InstantMs answers_are_kept_ms = InstantMs{24} * 60 * 60 * 1000;

struct IdempotencyKey {
  std::string text;            // the client's; empty: none, and nothing is kept
  std::string request_digest;  // of all that it asks for
};

// How the answer to a change is written, and the key under which it is kept.
template <class View>
struct Once {
  IdempotencyKey key;
  std::function<std::string(View const&)> write;  // under a key never an empty text
};

}  // namespace hallpass::district
