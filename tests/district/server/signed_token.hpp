#pragma once
// Keys and tokens for the tests, signed by cjose.

#include <cjose/cjose.h>
#include <boost/json.hpp>

#include <memory>
#include <string>
#include <string_view>

#include "sdk/base/base64.hpp"
#include "sdk/base/bytes.hpp"
#include "tests/support/catch.hpp"

namespace hallpass::tests {

using Key = std::shared_ptr<cjose_jwk_t>;

inline Key keep(cjose_jwk_t* jwk, std::string const& id) {
  cjose_err error{};
  REQUIRE(jwk != nullptr);
  REQUIRE(cjose_jwk_set_kid(jwk, id.data(), id.size(), &error));
  return {jwk, [](cjose_jwk_t* held) { cjose_jwk_release(held); }};
}

inline Key rsa_key(std::string const& id, std::size_t bits = 2048) {
  cjose_err error{};
  std::uint8_t const exponent[] = {1, 0, 1};
  return keep(cjose_jwk_create_RSA_random(bits, exponent, sizeof(exponent), &error), id);
}

inline Key p256_key(std::string const& id) {
  cjose_err error{};
  return keep(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error), id);
}

inline Key secret_key(std::string const& id, std::string_view secret) {
  cjose_err error{};
  return keep(cjose_jwk_create_oct_spec(as_bytes(secret).data(), secret.size(), &error), id);
}

inline boost::json::object public_part(Key const& key) {
  cjose_err error{};
  std::unique_ptr<char, decltype(&std::free)> const text(cjose_jwk_to_json(key.get(), false, &error), &std::free);
  return boost::json::parse(text.get()).as_object();
}

inline std::string key_set_of(std::initializer_list<Key> keys) {
  boost::json::array list;
  for (auto const& key : keys) list.emplace_back(public_part(key));
  return boost::json::serialize(boost::json::object{{"keys", list}});
}

inline std::string sign(Key const& key, boost::json::object const& header, std::string_view claims) {
  cjose_err error{};
  std::unique_ptr<cjose_header_t, decltype(&cjose_header_release)> const protected_header(cjose_header_new(&error),
                                                                                          &cjose_header_release);
  for (auto const& member : header) {
    auto const name = std::string(member.key());
    auto const& value = member.value();
    // cjose takes texts one way, lists another.
    REQUIRE((value.is_string()
                 ? cjose_header_set(protected_header.get(), name.c_str(), value.as_string().c_str(), &error)
                 : cjose_header_set_raw(protected_header.get(), name.c_str(), boost::json::serialize(value).c_str(),
                                        &error)));
  }
  std::unique_ptr<cjose_jws_t, decltype(&cjose_jws_release)> const jws(
      cjose_jws_sign(key.get(), protected_header.get(), as_bytes(claims).data(), claims.size(), &error),
      &cjose_jws_release);
  REQUIRE(jws != nullptr);
  char const* text = nullptr;
  REQUIRE(cjose_jws_export(jws.get(), &text, &error));
  return text;
}

inline std::string base64url(std::string_view text) {
  return base64_encode(as_bytes(text), Base64Alphabet::url, Base64Padding::forbidden);
}

}  // namespace hallpass::tests
