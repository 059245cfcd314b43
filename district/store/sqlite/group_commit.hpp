#pragma once
// Writers who come while another one writes share its commit: waiting for the disk is most of what a small change
// costs. Each is a savepoint of one transaction, so that it fails or succeeds by itself until then; nobody is told that
// it is on disk before it is, and where the common commit fails, all of them have failed.
// https://www.sqlite.org/lang_savepoint.html

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <vector>

#include "district/store/sql/dialect.hpp"
#include "district/store/sql/scope.hpp"
#include "district/store/sql/session_pool.hpp"
#include "district/store/sqlite/writers_turn.hpp"

namespace hallpass::store {

// Threads: any number. REQUIRES: both outlive it, and it outlives the scopes.
class GroupCommit {
 public:
  GroupCommit(SessionPool& sessions, Dialect const& dialect) : sessions_(sessions), dialect_(dialect) {}

  // A savepoint for one writer, who holds the turn until it ends. Errors: unavailable, when the turn did not come
  // within `most`; the store's.
  [[nodiscard]] Result<std::unique_ptr<Scope>> join(std::chrono::milliseconds most);

  // Ends the scope it is given, by commit as its last act or by rolling back.
  using Change = std::function<Result<void>(std::unique_ptr<Scope>)>;
  // Likewise, for a change that waits for nothing: whoever has the turn makes it, in whichever thread that is, so that
  // of those who wait each need wake up only once. Returns when it is on disk. Errors: also the change's.
  [[nodiscard]] Result<void> make(Change const& change, std::chrono::milliseconds most);

 private:
  struct Errand;
  struct Group {
    SessionLease session;
    std::promise<Result<void>> promise{};
    std::shared_future<Result<void>> outcome{promise.get_future()};
    std::size_t joined = 0;
    std::size_t done = 0;  // members whose savepoint was released
    bool destroyed = false;
    std::optional<Error> broken{};   // nothing of anybody's is left
    std::vector<Errand*> errands{};  // that were run; they wait for the outcome
  };
  class Savepoint;
  class Member;

  // For whose turn it is. The savepoint is the open group's, or the first of a new one.
  [[nodiscard]] Result<void> set_savepoint();
  void run(Errand& errand);
  // These end the turn of whoever calls. The next writer goes on with the group, if there is one.
  void settle();
  void commit_group();
  void end_group(Result<void> const& outcome);

  SessionPool& sessions_;
  Dialect const& dialect_;
  WritersTurn turn_;
  std::shared_ptr<Group> open_;  // whose turn it is may touch it
};

}  // namespace hallpass::store
