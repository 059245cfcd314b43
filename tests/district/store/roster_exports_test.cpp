#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;
using store::Access;
using store::ChangeKind;

namespace {

std::vector<std::string> new_values(store::Store& store, std::int64_t after) {
  std::vector<std::string> values;
  for (auto const& one : store.begin(Access::read).value()->corrections(after).value()) values.push_back(one.new_value);
  return values;
}

}  // namespace

TEMPLATE_TEST_CASE("corrections are told once, from where the last export ended", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  CHECK(store->begin(Access::read).value()->exported_up_to().value() == 0);
  CHECK(new_values(*store, 0).empty());
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->apply({"student", "contact.street", ChangeKind::corrected, "1 A St", "2 \"B\", St\n王", "q1", 9}));
    REQUIRE(writing->apply({"student", "accounts.usage", ChangeKind::corrected, "tablet", "phone", "q2", 10}));
    REQUIRE(writing->commit());
  }
  auto const all = store->begin(Access::read).value()->corrections(0).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].sequence < all[1].sequence);
  CHECK(all[0].student_id == "student");
  CHECK(all[0].entry_id == "contact.street");
  CHECK(all[0].old_value == "1 A St");
  CHECK(all[0].new_value == "2 \"B\", St\n王");
  CHECK(all[0].request_id == "q1");
  CHECK(all[0].at == 9);
  CHECK(new_values(*store, all[0].sequence) == std::vector<std::string>{"phone"});
  {
    // What is not committed is not marked.
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_roster_export(all[1].sequence, 11));
  }
  CHECK(store->begin(Access::read).value()->exported_up_to().value() == 0);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_roster_export(all[1].sequence, 11));
    REQUIRE(writing->add_roster_export(all[0].sequence, 12));  // one that began earlier and ended later
    REQUIRE(writing->commit());
  }
  add_student(*store);  // the next import
  CHECK(home.open()->begin(Access::read).value()->exported_up_to().value() == all[1].sequence);
  CHECK(new_values(*store, 0).size() == 2);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->apply({"student", "accounts.usage", ChangeKind::destroyed, "", "", "q3", 13}));
    REQUIRE(writing->commit());
  }
  CHECK(new_values(*store, 0) == std::vector<std::string>{"2 \"B\", St\n王"});
}

TEMPLATE_TEST_CASE("cells of the roster come with an import, and go with their entry", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  auto const import = [&](std::string const& street) {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->begin_roster());
    REQUIRE(writing->add_student("student", {}));
    REQUIRE(writing->add_entry("student", {"identity.birth_place", "identity.birth_place", "", "Lakeside", "s"}));
    REQUIRE(writing->add_roster_cells("student", {"users", "", "enabledUser,true"}));
    REQUIRE(writing->add_roster_cells("student", {"demographics", "identity.birth_place", street}));
    CHECK(writing->add_roster_cells("student", {"users", "", "again"}).error().code == ErrorCode::conflict);
    REQUIRE(writing->end_roster());
    REQUIRE(writing->commit());
  };
  auto const cells = [&] { return store->begin(Access::read).value()->roster_cells("student").value(); };
  import("cityOfBirth,Lakeside");
  import("cityOfBirth,Clearwater");
  REQUIRE(cells().size() == 2);
  CHECK(cells()[0].file == "demographics");
  CHECK(cells()[0].entry_id == "identity.birth_place");
  CHECK(cells()[0].cells == "cityOfBirth,Clearwater");
  CHECK(cells()[1].file == "users");
  CHECK(store->begin(Access::read).value()->roster_cells("nobody").value().empty());
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->apply({"student", "identity.birth_place", ChangeKind::destroyed, "", "", "q1", 13}));
    REQUIRE(writing->commit());
  }
  REQUIRE(cells().size() == 1);
  CHECK(stored_bytes(home.place).find("Clearwater") == std::string::npos);
  import("cityOfBirth,Clearwater");
  CHECK(cells().size() == 1);  // what was destroyed stays away
}
