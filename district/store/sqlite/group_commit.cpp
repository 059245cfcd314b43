#include "district/store/sqlite/group_commit.hpp"

#include <exception>

#include "district/store/sql/statements.hpp"

namespace hallpass::store {
namespace {

constexpr std::size_t most_members = 32;  // those who give up among them, or who was first could wait for ever

Error no_turn() {
  return fail(ErrorCode::unavailable, "store", "Try again in a moment.");
}

}  // namespace

// Ends nobody's turn.
class GroupCommit::Savepoint final : public Scope {
 public:
  explicit Savepoint(std::shared_ptr<Group> group) : group_(std::move(group)) {}

  Session& session() noexcept override { return *group_->session; }

  Result<void> commit(bool destroyed) override {
    auto const released = guarded([this] { session().execute("RELEASE member"); });
    if (!released) {
      roll_back();
      return released.error();
    }
    ++group_->done;
    group_->destroyed = group_->destroyed || destroyed;
    return {};
  }

  void roll_back() override {
    auto const rolled_back = guarded([this] {
      session().execute("ROLLBACK TO member");
      session().execute("RELEASE member");
    });
    if (rolled_back) return;
    // Some failures end the whole transaction, such as a full disk: nothing of the others is left either.
    session().close();
    group_->broken = rolled_back.error();
  }

 private:
  std::shared_ptr<Group> group_;
};

// Whose turn lasts as long as the scope.
class GroupCommit::Member final : public Scope {
 public:
  Member(GroupCommit& all, std::shared_ptr<Group> const& group)
      : all_(all), outcome_(group->outcome), savepoint_(group) {}

  Session& session() noexcept override { return savepoint_.session(); }

  Result<void> commit(bool destroyed) override {
    auto const released = savepoint_.commit(destroyed);
    all_.settle();
    return released ? outcome_.get() : released;
  }

  void roll_back() override {
    savepoint_.roll_back();
    all_.settle();
  }

 private:
  GroupCommit& all_;
  std::shared_future<Result<void>> outcome_;
  Savepoint savepoint_;
};

struct GroupCommit::Errand : WritersTurn::Writer {
  explicit Errand(Change const& what) : change(what) { can_be_served = true; }

  Change const& change;
  Result<void> outcome{};
  std::exception_ptr thrown = nullptr;
};

Result<std::unique_ptr<Scope>> GroupCommit::join(std::chrono::milliseconds most) {
  if (!turn_.take(most)) return no_turn();
  if (auto const set = set_savepoint(); !set) {
    settle();
    return set.error();
  }
  return std::make_unique<Member>(*this, open_);
}

Result<void> GroupCommit::make(Change const& change, std::chrono::milliseconds most) {
  Errand errand{change};
  switch (turn_.take(errand, most)) {
    case WritersTurn::Outcome::gave_up:
      return no_turn();
    case WritersTurn::Outcome::has_turn: {
      run(errand);
      auto const group = open_;  // whose outcome is this one's too
      settle();
      if (group && errand.outcome && !errand.thrown) errand.outcome = group->outcome.get();
      break;
    }
    case WritersTurn::Outcome::was_served:
      break;
  }
  if (errand.thrown) std::rethrow_exception(errand.thrown);
  return errand.outcome;
}

Result<void> GroupCommit::set_savepoint() {
  return guarded([this] {
    if (!open_) {
      auto session = sessions_.idle();
      if (!session) session = sessions_.fresh();
      // The turn among other programs' writers, taken now and not at the first write, so that nobody can fail halfway
      // for being second.
      session->execute("BEGIN IMMEDIATE");
      open_ = std::make_shared<Group>(Group{.session = std::move(session)});
    }
    open_->session->execute("SAVEPOINT member");
    ++open_->joined;
  });
}

void GroupCommit::run(Errand& errand) {
  if (auto const set = set_savepoint(); !set) {
    errand.outcome = set.error();
    return;
  }
  try {
    errand.outcome = errand.change(std::make_unique<Savepoint>(open_));
  } catch (...) {
    errand.thrown = std::current_exception();  // its owner's to deal with
  }
}

void GroupCommit::settle() {
  if (!open_) return turn_.give_back();
  while (!open_->broken && open_->done > 0 && open_->joined < most_members) {
    auto* const next = turn_.next_to_serve();
    if (next == nullptr) break;
    auto& errand = static_cast<Errand&>(*next);
    open_->errands.push_back(&errand);
    run(errand);
  }
  if (open_->broken) return end_group(*open_->broken);
  if (open_->done > 0) {
    if (open_->joined < most_members && turn_.pass_on()) return;
    return commit_group();
  }
  auto const rolled_back = guarded([this] { *open_->session << "ROLLBACK"; });
  if (!rolled_back) open_->session->close();
  end_group(fail(ErrorCode::internal, "store"));  // nobody waits to hear it
}

void GroupCommit::commit_group() {
  auto const committed = guarded([this] { open_->session->execute("COMMIT"); });
  if (!committed) {
    auto const rolled_back = guarded([this] { *open_->session << "ROLLBACK"; });
    if (!rolled_back) open_->session->close();
  } else if (open_->destroyed) {
    // The commit stands whatever comes of this.
    auto const overwritten = guarded([this] { dialect_.overwrite_destroyed(*open_->session); });
    static_cast<void>(overwritten);
  }
  end_group(committed);
}

void GroupCommit::end_group(Result<void> const& outcome) {
  auto const group = std::move(open_);
  group->session.reset();
  std::vector<WritersTurn::Writer*> served;
  served.reserve(group->errands.size());
  for (auto* const errand : group->errands) {
    if (errand->outcome && !outcome) errand->outcome = outcome.error();
    served.push_back(errand);
  }
  turn_.give_back(served);
  group->promise.set_value(outcome);
}

}  // namespace hallpass::store
