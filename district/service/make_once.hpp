#pragma once
// Makes a change that bears an idempotency key (once.hpp), in one transaction with its answer.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "district/service/once.hpp"
#include "district/store/store.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::district {

// What was answered under this key before; nothing when the change is still to be made. REQUIRES: the caller may see
// what the change is about. Errors, `where` "Idempotency-Key": already_used; conflict, when the change was made, but
// its answer is gone with what it told.
[[nodiscard]] Result<std::optional<std::string>> find_answer(store::Transaction& transaction, Caller const& caller,
                                                             IdempotencyKey const& key, InstantMs now);

// `student_id`: whom the answer tells about, or empty.
[[nodiscard]] Result<void> keep_answer(store::Transaction& transaction, Caller const& caller, IdempotencyKey const& key,
                                       std::string_view student_id, std::string const& answer, InstantMs now);

// The text of an answer, or what it is still to be written from.
template <class View>
using Answer = std::variant<std::string, View>;

// Writes and keeps the answer under its key. Without one it is left to be written when nobody waits for the store any
// more.
template <class View>
[[nodiscard]] Result<Answer<View>> answer_with(store::Transaction& transaction, Caller const& caller,
                                               Once<View> const& once, std::string_view student_id, View view,
                                               InstantMs now) {
  if (once.key.text.empty()) return Answer<View>{std::move(view)};
  auto text = once.write(view);
  HALLPASS_CHECK(keep_answer(transaction, caller, once.key, student_id, text, now));
  return Answer<View>{std::move(text)};
}

// `change` gives a Result<Answer<View>> in the transaction it is handed; what it answers is given when it is on disk.
template <class View, class Change>
[[nodiscard]] Result<std::string> make_once(store::Store& store, Once<View> const& once, Change change) {
  Answer<View> answer;
  HALLPASS_CHECK(store.write([&](store::Transaction& transaction) -> Result<void> {
    HALLPASS_TRY(made, change(transaction));
    answer = std::move(made);
    return {};
  }));
  if (auto* const text = std::get_if<std::string>(&answer)) return std::move(*text);
  return once.write(std::get<View>(answer));
}

}  // namespace hallpass::district
