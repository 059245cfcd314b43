// JSON written straight into a text, as a parser reads it.

#include "district/api/json_writer.hpp"

#include <boost/json.hpp>

#include "tests/support/catch.hpp"

using namespace hallpass;

TEST_CASE("objects, lists and values are separated as JSON asks") {
  api::JsonWriter out{0};
  out.begin_object();
  out.name("empty");
  out.begin_list();
  out.end_list();
  out.name("list");
  out.begin_list();
  out.value("a");
  out.value(-1);
  out.value(true);
  out.null();
  out.begin_object();
  out.end_object();
  out.raw(R"({"b":1})");
  out.end_list();
  out.name("last");
  out.value(false);
  out.end_object();
  CHECK(out.take() == R"({"empty":[],"list":["a",-1,true,null,{},{"b":1}],"last":false})");
}

TEST_CASE("every byte of a text comes back") {
  std::string text{"Zoë \"Z\" \\ / 🙂 "};
  for (char letter = 0; letter < 0x20; ++letter) text += letter;
  text += '\x7f';
  api::JsonWriter out{0};
  out.value(text);
  auto const written = out.take();
  CHECK(boost::json::parse(written).as_string() == text);
  CHECK(written == boost::json::serialize(boost::json::value(text)));
}
