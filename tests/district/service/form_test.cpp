// What is sent is checked before anything is done.
#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;

TEST_CASE("a wrong request is refused at its place, and leaves nothing behind") {
  TestDistrict const district;
  auto const foreign = district.attach("parent-4");
  struct Case {
    std::string what;
    ErrorCode code;
    std::string where;
    std::function<void(NewRequest&)> spoil;
  };
  constexpr auto invalid = ErrorCode::invalid_argument;
  for (auto const& [what, code, where, spoil] : std::vector<Case>{
           {"no reason", invalid, "/reason", [](NewRequest& r) { r.reason = " \n"; }},
           {"long reason", ErrorCode::too_large, "/reason", [](NewRequest& r) { r.reason.assign(4001, 'x'); }},
           {"not UTF-8", invalid, "/reason", [](NewRequest& r) { r.reason = "\xC3("; }},
           {"NUL", invalid, "/entries/0/new_value",
            [](NewRequest& r) { r.entries[0].new_value = std::string{"a\0b", 3}; }},
           {"escape", invalid, "/entries/0/new_value", [](NewRequest& r) { r.entries[0].new_value = "\x1b[2J"; }},
           {"no new value", invalid, "/entries/0/new_value", [](NewRequest& r) { r.entries[0].new_value = ""; }},
           {"nothing changed", invalid, "/entries/0/new_value",
            [](NewRequest& r) { r.entries[0].new_value = r.entries[0].old_value; }},
           {"long value", ErrorCode::too_large, "/entries/0/new_value",
            [](NewRequest& r) { r.entries[0].new_value.assign(4001, 'x'); }},
           {"no entry", invalid, "/entries/0/entry_id", [](NewRequest& r) { r.entries[0].entry_id = ""; }},
           {"unknown entry", invalid, "/entries/0/entry_id",
            [](NewRequest& r) { r.entries[0].entry_id = "contact.moon"; }},
           {"another's entry", invalid, "/entries/0/entry_id",
            [](NewRequest& r) { r.entries[0].entry_id = "results.score/res9"; }},
           {"not correctable", invalid, "/entries/0/entry_id",
            [](NewRequest& r) {
              r.entries[0].entry_id = "identity.student_number";
              r.entries[0].old_value = "1001";
            }},
           {"no date", invalid, "/entries/0/new_value",
            [](NewRequest& r) {
              r.entries[0].entry_id = "identity.birth_date";
              r.entries[0].old_value = "2016-05-01";
              r.entries[0].new_value = "1 May";
            }},
           {"stale value", ErrorCode::conflict, "/entries/0/old_value",
            [](NewRequest& r) { r.entries[0].old_value = "10 Old Street"; }},
           {"unknown attachment", invalid, "/attachment_ids/0", [](NewRequest& r) { r.attachment_ids = {"x"}; }},
           {"another's attachment", invalid, "/attachment_ids/0", [&](NewRequest& r) { r.attachment_ids = {foreign}; }},
           {"too many attachments", ErrorCode::too_large, "/attachment_ids",
            [](NewRequest& r) { r.attachment_ids.assign(11, "x"); }},
           {"an inspection of one entry", invalid, "/entries",
            [](NewRequest& r) { r.kind = records::RequestKind::inspection; }},
           {"a deletion of two", invalid, "/entry_id",
            [](NewRequest& r) {
              r.kind = records::RequestKind::deletion;
              r.entries.push_back({"accounts.usage", "", ""});
            }},
           {"nothing to correct", invalid, "/entries", [](NewRequest& r) { r.entries.clear(); }},
           {"too many", ErrorCode::too_large, "/entries", [](NewRequest& r) { r.entries.assign(21, r.entries[0]); }},
           {"the same twice", invalid, "/entries/0/entry_id", [](NewRequest& r) { r.entries.assign(2, r.entries[0]); }},
           {"the second is stale", ErrorCode::conflict, "/entries/1/old_value",
            [](NewRequest& r) { r.entries.push_back({"identity.given_name", "Lucy", "Lucia"}); }},
       }) {
    CAPTURE(what);
    auto request = street_correction();
    spoil(request);
    auto const created = district.service.create_request({"parent-1"}, "student-1", request, noon);
    REQUIRE_FALSE(created);
    CHECK(created.error().code == code);
    CHECK(created.error().where == where);
    CHECK(district.service.my_requests({"parent-1"}, noon)->items.empty());
  }
  // An attachment given twice is refused, and the first use is undone with it.
  auto request = street_correction();
  auto const mine = district.attach("parent-1");
  request.attachment_ids = {mine, mine};
  CHECK(district.service.create_request({"parent-1"}, "student-1", request, noon).error().where == "/attachment_ids/1");
  request.attachment_ids = {mine};
  CHECK(district.service.create_request({"parent-1"}, "student-1", request, noon));
}

TEST_CASE("attachments are age files within limits") {
  TestDistrict const district;
  auto const add = [&](std::string const& bytes) {
    return district.service.add_attachment({"parent-1"}, as_bytes(bytes), noon);
  };
  CHECK(add("").error().code == ErrorCode::malformed);
  CHECK(add("%PDF-1.7").error().code == ErrorCode::malformed);
  CHECK(add("-----BEGIN AGE ENCRYPTED FILE-----").error().code == ErrorCode::malformed);
  std::string const intro = "age-encryption.org/v1\n";
  CHECK(add(intro + std::string(max_attachment_bytes, 'x')).error().code == ErrorCode::too_large);
  auto const largest = intro + std::string(max_attachment_bytes - intro.size(), '\xA5');
  auto const kept = add(largest);
  REQUIRE(kept);
  CHECK(kept->size_bytes == max_attachment_bytes);
  CHECK(as_text(district.service.attachment({"parent-1"}, kept->id, noon).value()) == largest);
  for (std::size_t i = 1; i < max_unused_attachments; ++i) REQUIRE(add(intro));
  CHECK(add(intro).error().code == ErrorCode::conflict);
  CHECK(district.service.add_attachment({"nobody"}, as_bytes(intro), noon).error().code == ErrorCode::not_found);
}
