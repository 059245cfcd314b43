// The command line.

#include "district/server/options.hpp"

#include <vector>

#include "tests/support/catch.hpp"

namespace {

using namespace hallpass;

std::vector<char const*> arguments(std::initializer_list<char const*> more) {
  std::vector<char const*> all = {"--database", "d.sqlite", "--issuer",        "https://id.example",
                                  "--audience", "urn:api",  "--age-recipient", "age1abc"};
  all.insert(all.end(), more);
  return all;
}

std::string wrong_flag(std::vector<char const*> const& given) {
  auto const options = server::parse_options(given);
  REQUIRE(options.has_error());
  CHECK(options.error().code == ErrorCode::invalid_argument);
  return options.error().where;
}

}  // namespace

TEST_CASE("options are read") {
  auto const options = server::parse_options(arguments({"--listen", "[::1]:0", "--body-seconds", "5"})).value();
  CHECK(options.database == "d.sqlite");
  CHECK(options.port == 0);
  CHECK(options.body_seconds == 5);
  CHECK(server::parse_options(arguments({"--listen", "127.0.0.1:8080"})).value().port == 8080);
}

TEST_CASE("an export of the audit log needs a database and a key, and nothing of the server") {
  auto const options =
      server::parse_options(std::vector<char const*>{"--database", "postgresql://h/d", "--export-audit", "a.jsonl",
                                                     "--signing-key", "k.jwk"})
          .value();
  CHECK(options.database == "postgresql://h/d");
  CHECK(options.signing_key == "k.jwk");
  CHECK(wrong_flag({"--database", "d", "--export-audit", "a.jsonl"}) == "--signing-key");
  CHECK(wrong_flag({"--export-audit", "a.jsonl", "--signing-key", "k.jwk"}) == "--database");
}

TEST_CASE("an export of corrections needs a database, and nothing of the server") {
  auto const read = [](std::vector<char const*> const& given) { return server::parse_options(given).value(); };
  auto const options = read({"--since-beginning", "--database", "d.sqlite", "--export-roster", "delta.zip"});
  CHECK(options.database == "d.sqlite");
  CHECK(options.export_roster == "delta.zip");
  CHECK(options.since_beginning);
  CHECK_FALSE(read({"--database", "d", "--export-roster", "delta.zip"}).since_beginning);
  CHECK(wrong_flag({"--export-roster", "delta.zip"}) == "--database");
  CHECK(wrong_flag({"--database", "d", "--export-roster"}) == "--export-roster");
  CHECK(wrong_flag(arguments({"--since-beginning"})) == "--since-beginning");
}

TEST_CASE("wrong options are named") {
  CHECK(wrong_flag({}) == "--database");
  CHECK(wrong_flag(arguments({"--unknown", "x"})) == "--unknown");
  CHECK(wrong_flag(arguments({"--name"})) == "--name");
  CHECK(wrong_flag(arguments({"--listen", "127.0.0.1"})) == "--listen");
  CHECK(wrong_flag(arguments({"--listen", "127.0.0.1:65536"})) == "--listen");
  CHECK(wrong_flag(arguments({"--listen", "127.0.0.1:80x"})) == "--listen");
  CHECK(wrong_flag(arguments({"--header-seconds", "0"})) == "--header-seconds");
  CHECK(wrong_flag(arguments({"--issuer", "http://id.example"})) == "--issuer");
  CHECK(wrong_flag(arguments({"--age-recipient", "AGE-SECRET-KEY-1"})) == "--age-recipient");
}

TEST_CASE("mail needs a server, a sender and the portal, and takes no password on the command line") {
  auto const mailing = [](std::initializer_list<char const*> more) {
    auto all = arguments({"--mail-server", "smtp://mail.example:587"});
    all.insert(all.end(), more);
    return all;
  };
  CHECK_FALSE(server::parse_options(arguments({})).value().mail_server.size() > 0);
  auto const options = server::parse_options(mailing({"--mail-from", "r@d.example", "--portal", "https://p.example"}));
  CHECK(options.value().mail_seconds == 60);
  CHECK(wrong_flag(mailing({})) == "--mail-from");
  CHECK(wrong_flag(mailing({"--mail-from", "r d.example", "--portal", "https://p.example"})) == "--mail-from");
  CHECK(wrong_flag(mailing({"--mail-from", "r@d.example"})) == "--portal");
  CHECK(wrong_flag(mailing({"--mail-from", "r@d.example", "--portal", "http://p.example"})) == "--portal");
  CHECK(wrong_flag(arguments({"--mail-server", "smtp://user:secret@mail.example"})) == "--mail-server");
}
