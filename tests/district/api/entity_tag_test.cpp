// Entity tags, and If-Match.

#include "district/api/entity_tag.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass;
using api::read_entity_tags;

TEST_CASE("a body has one strong tag, another body another") {
  auto const tag = api::entity_tag("{}");
  CHECK(tag.size() == 24);
  CHECK(tag.starts_with('"'));
  CHECK(tag.ends_with('"'));
  CHECK(api::entity_tag("{}") == tag);
  CHECK(api::entity_tag("{ }") != tag);
}

TEST_CASE("If-Match names one tag, several, or any") {
  CHECK(read_entity_tags("*")->match(R"("a")"));
  CHECK(read_entity_tags(R"("a")")->match(R"("a")"));
  CHECK_FALSE(read_entity_tags(R"("a")")->match(R"("b")"));
  for (auto const* list : {R"("a", "b")", R"("a","b")", R"(W/"c", "b")", R"(, "b" ,)"}) {
    INFO(list);
    CHECK(read_entity_tags(list)->match(R"("b")"));
  }
  CHECK_FALSE(read_entity_tags(R"(W/"b")")->match(R"("b")"));
  CHECK_FALSE(read_entity_tags(R"("a, b")")->match(R"("b")"));
  CHECK(api::EntityTags{}.none_given());
  CHECK_FALSE(read_entity_tags(R"(W/"b")")->none_given());
}

TEST_CASE("what is no list of tags is refused at the header") {
  for (auto const* value : {"", ",", "a", R"("a)", R"("a" b)", R"("a"b)", R"(w/"a")", "*, *"}) {
    INFO(value);
    auto const tags = read_entity_tags(value);
    REQUIRE_FALSE(tags);
    CHECK(tags.error().code == ErrorCode::malformed);
    CHECK(tags.error().where == "If-Match");
  }
}
