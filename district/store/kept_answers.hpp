#pragma once
// Idempotency keys: what a caller asked for once under a key of their own is answered again, not done again.
// https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07

#include <optional>
#include <string>
#include <string_view>

#include "sdk/base/civil_time.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {

struct KeptAnswer {
  std::string caller_id;       // keys of two callers have nothing to do with each other
  std::string key;             // the client's
  std::string request_digest;  // of all that was asked: another one under the same key is a mistake of the client; goes
                               // with the answer, because short values could be guessed by it
  std::string student_id;      // whom the answer tells about; may be empty
  std::string answer;          // as it is given again; empty when a value of that student was destroyed since
  InstantMs expires_at = 0;
};

// To be used in the transaction of the change itself: then both are there, or neither, and of two that come at once the
// second finds the answer to the first.
class KeptAnswers {
 public:
  KeptAnswers() = default;
  KeptAnswers(KeptAnswers const&) = delete;
  KeptAnswers& operator=(KeptAnswers const&) = delete;
  virtual ~KeptAnswers() = default;

  // Forgets all that has expired, too. Errors: conflict, `where` "store", when one is kept under this key.
  [[nodiscard]] virtual Result<void> keep_answer(KeptAnswer const& answer, InstantMs now) = 0;
  // Nothing when there is none, or it has expired.
  [[nodiscard]] virtual Result<std::optional<KeptAnswer>> kept_answer(std::string_view caller_id, std::string_view key,
                                                                      InstantMs now) = 0;
};

}  // namespace hallpass::store
