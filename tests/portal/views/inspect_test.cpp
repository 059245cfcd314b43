// The inspection that every scene goes through finds what it is for.
#include "tests/portal/views/inspect.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::portal;

TEST_CASE("the inspection finds what it is for") {
  auto const found = [](auto describe) {
    surface::Tree tree;
    {
      surface::Ui ui{tree};
      describe(ui);
    }
    return complaints(tree).size();
  };
  using surface::Ui;
  auto const good = [](Ui& ui) {
    ui.main([&] {
      ui.heading(1, "One");
      ui.button("a", {.label = "Do"});
    });
  };
  CHECK(found(good) == 0);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.heading(1, "Two");
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.heading(3, "Deep");
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.button("b", {.label = ""});
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.button("a", {.label = "Again"});
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.text_field("c", {.label = ""});
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.paragraph("identity_check");
        }) == 1);
  CHECK(found([](Ui& ui) { ui.heading(1, "No main"); }) == 1);
}
