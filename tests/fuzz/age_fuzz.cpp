// An age file, damaged or made up: opened only when it is whole, else refused with an error. The first byte says how
// the rest is taken: odd, as a file of its own; even, as damages (offset u16, value u8) to a whole one.
#include <cstdint>
#include <cstdlib>

#include "sdk/age/age.hpp"
#include "tests/support/random.hpp"

namespace {

using namespace hallpass;

struct Whole {
  age::Keyring keys;
  Bytes plaintext = Bytes(100, 'p');
  Bytes file;

  Whole() {
    RepeatableRandom random;
    auto identity = age::generate_identity(random).value();
    auto const recipient = age::recipient_of(identity);
    keys.identities.push_back(std::move(identity));
    keys.max_work_factor = 1;
    file = age::encrypt({&recipient, 1}, plaintext, random).value();
  }
};

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static Whole const whole;
  if (size == 0) return 0;
  ByteView const rest{data + 1, size - 1};
  if ((data[0] & 1U) != 0) {
    static_cast<void>(age::decrypt(whole.keys, rest));
    auto const recipient = age::parse_recipient(as_text(rest));
    require(!recipient || age::format_recipient(*recipient) == as_text(rest));
    return 0;
  }
  Bytes file = whole.file;
  for (std::size_t at = 0; at + 3 <= rest.size(); at += 3) {
    auto const offset = static_cast<std::size_t>(rest[at]) | static_cast<std::size_t>(rest[at + 1]) << 8U;
    if (offset < file.size()) file[offset] = rest[at + 2];
  }
  if (rest.size() % 3 == 1) file.resize(file.size() * rest.back() / 256);
  auto const opened = age::decrypt(whole.keys, file);
  require(opened ? file == whole.file && *opened == whole.plaintext : file != whole.file);
  return 0;
}
