// Any text as an armored file and as a Bech32 key: there is one spelling of each, up to case, line ends and white space
// around it.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sdk/age/armor.hpp"
#include "sdk/age/bech32.hpp"
#include "sdk/age/keys.hpp"

namespace {

using namespace hallpass;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return out;
}

std::string one_spelling(std::string_view text) {
  constexpr std::string_view white_space = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(white_space), text.size()));
  std::string out{text.substr(0, text.find_last_not_of(white_space) + 1)};
  for (auto at = out.find("\r\n"); at != std::string::npos; at = out.find("\r\n", at)) out.erase(at, 1);
  return out + "\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  ByteView const bytes{data, size};
  auto const text = as_text(bytes);
  if (auto const file = age::dearmor(bytes)) {
    require(age::looks_armored(bytes));
    require(age::armor(*file) == one_spelling(text));
  }
  if (auto const key = age::bech32_decode(text)) {
    require(as_text(age::bech32_encode(lower(key->prefix), key->data)) == lower(text));
  }
  if (auto const recipient = age::parse_recipient(text)) require(age::format_recipient(*recipient) == text);
  if (auto const identity = age::parse_identity(text)) require(as_text(age::format_identity(*identity)) == text);
  // Whatever the bytes are, their armor is read back.
  auto const armored = age::armor(bytes);
  require(std::ranges::equal(age::dearmor(as_bytes(armored)).value(), bytes));
  return 0;
}
