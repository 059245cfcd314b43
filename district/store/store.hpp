#pragma once
// Where the district's data lives: an SQLite file or a PostgreSQL server, behind one contract (tests/district/store).
//
// Errors of every method here and in the interfaces of a transaction, beside those named there: unavailable, `where`
// "store" (busy, disk full, connection lost): try again; conflict, `where` "store", when an id that is added is there
// already; internal, `where` "store". After unavailable or internal a transaction cannot be committed any more. No
// error text holds anybody's data.

#include <cstdint>
#include <functional>
#include <memory>

#include "district/store/audit.hpp"
#include "district/store/kept_answers.hpp"
#include "district/store/opt_outs.hpp"
#include "district/store/outbox.hpp"
#include "district/store/people.hpp"
#include "district/store/receipts.hpp"
#include "district/store/redactions.hpp"
#include "district/store/requests.hpp"
#include "district/store/roster_exports.hpp"
#include "district/store/roster_writer.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {

// One thread at a time. What is not committed when it goes away never happened.
class Transaction : public People,
                    public Requests,
                    public Receipts,
                    public OptOuts,
                    public Redactions,
                    public Outbox,
                    public RosterWriter,
                    public RosterExports,
                    public AuditLog,
                    public KeptAnswers {
 public:
  // When this returns without an error, everything done here is on disk; with one, nothing is. Unavailable from a
  // server whose connection broke at that very moment is the exception: nobody knows.
  [[nodiscard]] virtual Result<void> commit() = 0;
};

enum class Access : std::uint8_t { read, write };

// Threads: any number.
class Store {
 public:
  Store() = default;
  Store(Store const&) = delete;
  Store& operator=(Store const&) = delete;
  virtual ~Store() = default;

  // A view of one moment. Writers follow one another; begin(write) waits its turn, at most some seconds.
  [[nodiscard]] virtual Result<std::unique_ptr<Transaction>> begin(Access access) = 0;
  // Makes a change in a transaction to write in, and commits it; its error rolls back. For what only computes: it may
  // run in another writer's thread. An exception of its comes out here.
  using Change = std::function<Result<void>(Transaction&)>;
  [[nodiscard]] virtual Result<void> write(Change const& change) = 0;
};

}  // namespace hallpass::store
