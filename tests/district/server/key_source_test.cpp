// When keys are fetched, and when nobody gets in.

#include "district/server/key_source.hpp"

#include <atomic>
#include <chrono>
#include <map>
#include <thread>
#include <vector>

#include "tests/district/server/signed_token.hpp"

namespace {

using namespace hallpass;
using namespace hallpass::tests;

constexpr std::string_view issuer = "https://id.example";
constexpr InstantMs start = 1'000'000'000;

// A provider whose documents the test sets; it counts how often its keys were asked for.
struct Provider {
  std::map<std::string, std::string> documents;
  int key_fetches = 0;

  Provider() {
    documents["https://id.example/.well-known/openid-configuration"] =
        R"({"issuer":"https://id.example","jwks_uri":"https://id.example/jwks"})";
    serve({rsa_key("first")});
  }
  void serve(std::initializer_list<Key> keys) { documents["https://id.example/jwks"] = key_set_of(keys); }
  server::Fetch fetch() {
    return [this](std::string const& url) -> Result<std::string> {
      if (url.ends_with("/jwks")) ++key_fetches;
      auto const found = documents.find(url);
      if (found == documents.end()) return fail(ErrorCode::unavailable, "issuer");
      return found->second;
    };
  }
};

}  // namespace

TEST_CASE("keys are fetched once and kept") {
  Provider provider;
  server::KeySource source{std::string(issuer), provider.fetch()};
  CHECK(source.keys_for("first", start).value().contains("first"));
  CHECK(source.keys_for("first", start + 500'000).has_value());
  CHECK(provider.key_fetches == 1);
  CHECK(source.keys_for("first", start + 600'000).has_value());
  CHECK(provider.key_fetches == 2);
}

TEST_CASE("whoever comes while the first keys are fetched waits for them") {
  Provider provider;
  auto const slowly = [fetch = provider.fetch()](std::string const& url) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return fetch(url);
  };
  server::KeySource source{std::string(issuer), slowly};
  std::atomic<int> served = 0;
  {
    std::vector<std::jthread> callers;
    for (int caller = 0; caller < 8; ++caller) {
      callers.emplace_back([&] { served += source.keys_for("first", start).has_value() ? 1 : 0; });
    }
  }
  CHECK(served == 8);
  CHECK(provider.key_fetches == 1);
}

TEST_CASE("an unknown key id fetches again, but not more often than the minimum interval") {
  Provider provider;
  server::KeySource source{std::string(issuer), provider.fetch()};
  CHECK_FALSE(source.keys_for("second", start).value().contains("second"));
  provider.serve({rsa_key("second")});
  for (InstantMs ms = 1; ms < 5000; ms += 100)
    CHECK_FALSE(source.keys_for("second", start + ms).value().contains("second"));
  CHECK(provider.key_fetches == 1);
  CHECK(source.keys_for("second", start + 5000).value().contains("second"));
  CHECK_FALSE(source.keys_for("second", start + 5001).value().contains("first"));
  CHECK(provider.key_fetches == 2);
}

TEST_CASE("without young enough keys nobody gets in") {
  Provider provider;
  server::KeySource source{std::string(issuer), provider.fetch()};
  CHECK(source.keys_for("first", start).has_value());
  provider.documents.clear();
  CHECK(source.keys_for("first", start + 3'599'000).has_value());
  auto const late = source.keys_for("first", start + 3'600'000);
  REQUIRE(late.has_error());
  CHECK(late.error().code == ErrorCode::unavailable);
}

TEST_CASE("a provider that is not the one we trust gives no keys") {
  auto const [name, document] = GENERATE(table<char const*, char const*>({
      {"another issuer", R"({"issuer":"https://evil.example","jwks_uri":"https://id.example/jwks"})"},
      {"no issuer", R"({"jwks_uri":"https://id.example/jwks"})"},
      {"keys over plain http", R"({"issuer":"https://id.example","jwks_uri":"http://id.example/jwks"})"},
      {"keys in a file", R"({"issuer":"https://id.example","jwks_uri":"file:///etc/jwks"})"},
      {"no keys", R"({"issuer":"https://id.example"})"},
      {"no object", "[]"},
      {"no JSON", "<html>"},
  }));
  INFO(name);
  Provider provider;
  provider.documents["https://id.example/.well-known/openid-configuration"] = document;
  server::KeySource source{std::string(issuer), provider.fetch()};
  auto const keys = source.keys_for("first", start);
  REQUIRE(keys.has_error());
  CHECK(keys.error().code == ErrorCode::unavailable);
  CHECK(provider.key_fetches == 0);
}

TEST_CASE("only https and this machine are trustworthy") {
  for (std::string_view const url :
       {"https://a", "http://127.0.0.1", "http://127.0.0.1:80/x", "http://[::1]:1/", "http://localhost/"}) {
    INFO(url);
    CHECK(server::is_trustworthy_url(url));
  }
  for (std::string_view const url : {"", "http://a", "http://127.0.0.1.evil.example", "http://127.0.0.1@evil.example",
                                     "http://localhostess/", "ftp://a", "file:///"}) {
    INFO(url);
    CHECK_FALSE(server::is_trustworthy_url(url));
  }
}
