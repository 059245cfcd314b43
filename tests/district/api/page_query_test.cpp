// `?limit=&cursor=`.

#include "district/api/page_query.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass;

TEST_CASE("a page has a limit and begins where the last one ended") {
  CHECK(api::read_page("")->most == 0);
  CHECK(api::read_page("other=limit&x")->most == 0);
  auto const page = api::read_page("limit=200&cursor=" + api::write_cursor("2026-12-23 42")).value();
  CHECK(page.most == 200);
  CHECK(page.after == "2026-12-23 42");
}

TEST_CASE("what is no page is refused at the parameter") {
  for (std::string_view const query : {"limit=", "limit", "limit=0", "limit=201", "limit=-1", "limit=1x", "limit=%31",
                                       "limit=99999999999999999999", "limit=1&limit=2"}) {
    INFO(query);
    auto const page = api::read_page(query);
    REQUIRE_FALSE(page);
    CHECK(page.error().code == ErrorCode::invalid_argument);
    CHECK(page.error().where == "limit");
  }
  for (std::string_view const query : {"cursor=", "cursor", "cursor=a", "cursor=YQ==", "cursor=YQ&cursor=YQ"}) {
    INFO(query);
    CHECK(api::read_page(query).error().where == "cursor");
  }
}
