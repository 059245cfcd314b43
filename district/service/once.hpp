#pragma once
// Changes that a client may send again after a lost answer, without making them twice.
// https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "district/service/values.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {
class Transaction;
}

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
  std::function<std::string(View const&)> write;  // called before the commit; never gives an empty text
};

// What was answered under this key before; nothing when the change is still to be made. REQUIRES: the caller may see
// what the change is about. Errors, `where` "Idempotency-Key": already_used; conflict, when the change was made, but
// its answer is gone with what it told.
[[nodiscard]] Result<std::optional<std::string>> find_answer(store::Transaction& transaction, Caller const& caller,
                                                             IdempotencyKey const& key, InstantMs now);

// Keeps the answer, commits both it and the change, and gives it back. `student_id`: whom it tells about, or empty.
[[nodiscard]] Result<std::string> commit_answer(store::Transaction& transaction, Caller const& caller,
                                                IdempotencyKey const& key, std::string_view student_id,
                                                std::string answer, InstantMs now);

}  // namespace hallpass::district
