#include <algorithm>
#include <array>

#include "sdk/age/age.hpp"
#include "sdk/age/armor.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace hallpass;

namespace {

Bytes some_plaintext(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 131U + (i >> 16U));
  return bytes;
}

struct Reader {
  age::Keyring keyring;
  age::Recipient recipient;
};

Reader make_reader(crypto::RandomSource& random) {
  auto identity = age::generate_identity(random).value();
  Reader reader{{}, age::recipient_of(identity)};
  reader.keyring.identities.push_back(std::move(identity));
  return reader;
}

bool names_header(Error const& error) {
  return error.where == "header" || error.where == "header/mac" || error.where == "identity";
}

}  // namespace

TEST_CASE("files of every interesting size come back, binary and armored, for each of several recipients") {
  RepeatableRandom random;
  auto const one = make_reader(random);
  auto const two = make_reader(random);
  auto const stranger = make_reader(random);
  std::array const recipients{one.recipient, two.recipient};
  for (std::size_t const size : {0U, 1U, 15U, 65535U, 65536U, 65537U, 131071U, 131072U, 131073U, 3'000'001U}) {
    CAPTURE(size);
    auto const plaintext = some_plaintext(size);
    auto const file = age::encrypt(recipients, plaintext, random).value();
    CHECK(age::decrypt(one.keyring, file).value() == plaintext);
    CHECK(age::decrypt(two.keyring, as_bytes(age::armor(file))).value() == plaintext);
    CHECK(age::decrypt(stranger.keyring, file).error().where == "identity");
  }
}

TEST_CASE("a file under a passphrase opens with it alone, up to the reader's limit of work") {
  RepeatableRandom random;
  auto const sealer = age::begin_encrypt(as_bytes("correct horse"), 4, random).value();
  Bytes file = sealer.prefix;
  auto const plaintext = some_plaintext(100);
  file.resize(file.size() + 116);
  REQUIRE(sealer.key.seal(0, age::Position::last, plaintext, std::span{file}.last(116)));
  age::Keyring keyring;
  CHECK(age::decrypt(keyring, file).error().code == ErrorCode::not_found);
  auto const add = [&](std::string_view text) { keyring.passphrases.emplace_back(text.begin(), text.end()); };
  add("wrong");
  CHECK(age::decrypt(keyring, file).error().code == ErrorCode::not_found);
  add("correct horse");
  CHECK(age::decrypt(keyring, file).value() == plaintext);
  keyring.max_work_factor = 3;
  CHECK(age::decrypt(keyring, file).error().code == ErrorCode::unsupported);
}

TEST_CASE("what cannot be encrypted is refused") {
  RepeatableRandom random;
  NoRandom none;
  auto const reader = make_reader(random);
  std::array const recipients{reader.recipient};
  CHECK(age::encrypt({}, {}, random).error().where == "recipients");
  CHECK(age::encrypt(recipients, {}, none).error().code == ErrorCode::unavailable);
  std::array const low_order{age::Recipient{}};
  CHECK(age::encrypt(low_order, {}, random).error().where == "recipients");
}

TEST_CASE("every flipped bit of a small file is an error that names its layer") {
  RepeatableRandom random;
  auto const reader = make_reader(random);
  auto const file = age::encrypt(std::array{reader.recipient}, as_bytes("Ana's address"), random).value();
  auto const header_size = age::begin_decrypt(reader.keyring, file)->prefix_size - age::payload_nonce_size;
  for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
    auto changed = file;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    auto const result = age::decrypt(reader.keyring, changed);
    CAPTURE(bit / 8, bit % 8, header_size);
    REQUIRE_FALSE(result);
    CHECK((bit / 8 < header_size ? names_header(result.error()) : result.error().where == "payload/chunk/0"));
  }
}

TEST_CASE("every truncation of a small file, and any extension, is an error that names its layer") {
  RepeatableRandom random;
  auto const reader = make_reader(random);
  auto const file = age::encrypt(std::array{reader.recipient}, as_bytes("Ana's address"), random).value();
  auto const prefix_size = age::begin_decrypt(reader.keyring, file)->prefix_size;
  for (std::size_t size = 0; size < file.size(); ++size) {
    auto const result = age::decrypt(reader.keyring, ByteView{file}.first(size));
    CAPTURE(size);
    REQUIRE_FALSE(result);
    auto const& where = result.error().where;
    if (size < prefix_size - age::payload_nonce_size) {
      CHECK(where == "header");
    } else {
      CHECK(where == (size < prefix_size ? "payload/nonce" : "payload/chunk/0"));
    }
  }
  auto longer = file;
  longer.push_back(0);
  CHECK(age::decrypt(reader.keyring, longer).error().where == "payload/chunk/0");
}

TEST_CASE("chunks that are cut off, swapped, doubled or left out are refused, and a clean cut is named so") {
  RepeatableRandom random;
  auto const reader = make_reader(random);
  auto const plaintext = some_plaintext(3 * age::chunk_size);
  auto const file = age::encrypt(std::array{reader.recipient}, plaintext, random).value();
  auto const prefix_size = age::begin_decrypt(reader.keyring, file)->prefix_size;
  auto const chunk = [&](std::size_t index) {
    return ByteView{file}.subspan(prefix_size + index * age::sealed_chunk_size, age::sealed_chunk_size);
  };
  auto const decrypt_chunks = [&](std::initializer_list<std::size_t> order, std::size_t extra = 0) {
    Bytes changed{file.begin(), file.begin() + static_cast<std::ptrdiff_t>(prefix_size)};
    for (auto const index : order) changed.insert(changed.end(), chunk(index).begin(), chunk(index).end());
    changed.resize(changed.size() + extra);
    return age::decrypt(reader.keyring, changed);
  };
  CHECK(decrypt_chunks({0, 1, 2}).value() == plaintext);
  CHECK(decrypt_chunks({0, 1}).error() == fail(ErrorCode::truncated, "payload/chunk/1"));
  CHECK(decrypt_chunks({0}).error() == fail(ErrorCode::truncated, "payload/chunk/0"));
  CHECK(decrypt_chunks({1, 0, 2}).error().where == "payload/chunk/0");
  CHECK(decrypt_chunks({0, 0, 1, 2}).error().where == "payload/chunk/1");
  CHECK(decrypt_chunks({0, 2}).error().where == "payload/chunk/1");
  CHECK(decrypt_chunks({0, 1, 2, 2}).error().where == "payload/chunk/2");
  CHECK(decrypt_chunks({0, 1, 2}, 16).error().where == "payload/chunk/2");
  CHECK(decrypt_chunks({0, 1}, 16).error() == fail(ErrorCode::malformed, "payload/chunk/2"));
}

TEST_CASE("one chunk is opened on its own, and only at its own place") {
  RepeatableRandom random;
  auto const reader = make_reader(random);
  auto const sealer = age::begin_encrypt(std::array{reader.recipient}, random).value();
  auto const plaintext = some_plaintext(age::chunk_size);
  Bytes sealed(age::sealed_chunk_size);
  Bytes opened(age::chunk_size);
  constexpr auto far = std::uint64_t{1} << 40U;
  REQUIRE(sealer.key.seal(far, age::Position::inner, plaintext, sealed));
  CHECK(sealer.key.open(far, age::Position::inner, sealed, opened));
  CHECK(opened == plaintext);
  CHECK_FALSE(sealer.key.open(far + 1, age::Position::inner, sealed, opened));
  CHECK_FALSE(sealer.key.open(far, age::Position::last, sealed, opened));
  CHECK_FALSE(sealer.key.seal(1, age::Position::last, {}, std::span{sealed}.first(16)));
  CHECK_FALSE(sealer.key.seal(1, age::Position::inner, ByteView{plaintext}.first(5), std::span{sealed}.first(21)));
}
