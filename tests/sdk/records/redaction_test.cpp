// What is hidden of a text, and what a correction of it makes of the whole.
#include "sdk/records/redaction.hpp"

#include <vector>

#include "tests/support/catch.hpp"

using namespace hallpass::records;

namespace {

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("a part is hidden wherever it occurs, and its length is not to be seen") {
  CHECK(redacted("Ben hit Lucía; Ben was sorry", Parts{"Ben"}) == "[***] hit Lucía; [***] was sorry");
  CHECK(redacted("Ben Okafor hit her", Parts{"Ben Okafor", "Okafor hit"}) == "[***] her");
  CHECK(redacted("aaaa", Parts{"aa"}) == "[***]");
  CHECK(redacted("nothing here", Parts{"Ben"}) == "nothing here");
  CHECK(redacted("", Parts{"Ben"}).empty());
  CHECK(redacted("as it was", Parts{}) == "as it was");
  CHECK(redacted("王小明和李", Parts{"王小明"}) == "[***]和李");
}

TEST_CASE("an entry that changed since is hidden whole") {
  CHECK(redacted_value("Sat with Ben", Parts{"Ben"}) == "Sat with [***]");
  CHECK(redacted_value("Sat with Benjamin O.", Parts{"Ben", "Okafor"}) == "[***]");
  CHECK(redacted_value("Sat with Ben", Parts{}) == "Sat with Ben");
}

TEST_CASE("a correction moves the marks with what they hide, and can neither drop nor invent one") {
  Parts const parts{"Ben", "Okafor"};
  std::string const value = "Ben and Lucia; Okafor laughed";
  CHECK(redacted_value(value, parts) == "[***] and Lucia; [***] laughed");
  CHECK(restored(value, parts, "[***] and Lucía; [***] smiled") == "Ben and Lucía; Okafor smiled");
  CHECK_FALSE(restored(value, parts, "Lucía; [***] smiled"));
  CHECK_FALSE(restored(value, parts, "[***] [***] [***]"));
  CHECK_FALSE(restored("changed", parts, "mine now"));
  CHECK(restored("changed", parts, "It said: [***]") == "It said: changed");
  CHECK(restored("as it was", Parts{}, "as [***] likes") == "as [***] likes");
  // A mark that stood in the text before anybody hid anything stands for itself.
  CHECK(restored("[***] and Ben", Parts{"Ben"}, "[***] or [***]") == "[***] or Ben");
}

TEST_CASE("only what can speak of somebody else can be hidden, and for the one reason the law has") {
  for (auto const& field : fields()) {
    auto const own = field.category == Category::identity || field.category == Category::enrollment;
    CHECK(may_speak_of_others(field) != own);
  }
  CHECK(parse_redaction_reason("another_student") == RedactionReason::another_student);
  CHECK_FALSE(parse_redaction_reason("embarrassing"));
  CHECK(source_of(RedactionReason::another_student) == "34 CFR 99.12(a)");
  CHECK(parse_redaction_event(to_string(RedactionEvent::lift)) == RedactionEvent::lift);
}
