#include "district/store/sqlite/group_commit.hpp"

#include "district/store/sql/statements.hpp"

namespace hallpass::store {
namespace {

constexpr std::size_t most_members = 32;  // those who give up among them, or who was first could wait for ever

}  // namespace

class GroupCommit::Member final : public Scope {
 public:
  Member(GroupCommit& all, std::shared_ptr<Group> group) : all_(all), group_(std::move(group)) {}

  Session& session() noexcept override { return *group_->session; }

  Result<void> commit(bool destroyed) override {
    auto const released = guarded([this] { session().execute("RELEASE member"); });
    if (!released) {
      roll_back();
      return released.error();
    }
    ++group_->done;
    group_->destroyed = group_->destroyed || destroyed;
    auto const outcome = group_->outcome;
    all_.settle();
    return outcome.get();
  }

  void roll_back() override {
    auto const rolled_back = guarded([this] {
      session().execute("ROLLBACK TO member");
      session().execute("RELEASE member");
    });
    if (rolled_back) return all_.settle();
    // Some failures end the whole transaction, such as a full disk: nothing of the others is left either.
    session().close();
    all_.drop_group(rolled_back.error());
  }

 private:
  GroupCommit& all_;
  std::shared_ptr<Group> group_;
};

Result<std::unique_ptr<Scope>> GroupCommit::join(std::chrono::milliseconds most) {
  if (!turn_.take(most)) return fail(ErrorCode::unavailable, "store", "Try again in a moment.");
  auto const joined = guarded([this] {
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
  if (!joined) {
    settle();
    return joined.error();
  }
  return std::make_unique<Member>(*this, open_);
}

void GroupCommit::settle() {
  if (!open_) return turn_.give_back();
  if (open_->done > 0) {
    if (open_->joined < most_members && turn_.pass_on()) return;
    return commit_group();
  }
  auto const rolled_back = guarded([this] { *open_->session << "ROLLBACK"; });
  if (!rolled_back) open_->session->close();
  drop_group(fail(ErrorCode::internal, "store"));  // nobody waits to hear it
}

void GroupCommit::commit_group() {
  auto const committed = guarded([this] { open_->session->execute("COMMIT"); });
  if (!committed) {
    auto const rolled_back = guarded([this] { *open_->session << "ROLLBACK"; });
    if (!rolled_back) open_->session->close();
    return drop_group(committed.error());
  }
  auto const group = std::move(open_);
  if (group->destroyed) {
    // The commit stands whatever comes of this.
    auto const overwritten = guarded([&] { dialect_.overwrite_destroyed(*group->session); });
    static_cast<void>(overwritten);
  }
  group->session.reset();
  turn_.give_back();
  group->promise.set_value({});
}

void GroupCommit::drop_group(Error const& error) {
  auto const group = std::move(open_);
  group->session.reset();
  turn_.give_back();
  group->promise.set_value(error);
}

}  // namespace hallpass::store
