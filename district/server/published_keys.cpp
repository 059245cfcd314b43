#include "district/server/published_keys.hpp"

#include <algorithm>
#include <fstream>

#include "sdk/proof/key_list.hpp"

namespace hallpass::server {

namespace {

constexpr std::string_view where = "--key-list";

}  // namespace

Result<proof::KeyList> read_key_list(std::string_view file) {
  HALLPASS_TRY(keys, proof::read_keys(file));
  HALLPASS_TRY(jws, proof::find_key_list(file));
  HALLPASS_TRY(verified, proof::verify_jws(jws, keys));
  return proof::read_key_list(verified);
}

Result<std::string> read_published_keys(std::string const& path, std::string_view age_recipient) {
  std::ifstream file(path, std::ios::binary);
  std::string text(proof::max_keys_size + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.eof()) return fail(ErrorCode::unavailable, where, "The file cannot be read, or is too large.");
  text.resize(static_cast<std::size_t>(file.gcount()));
  auto const list = read_key_list(text);
  if (!list) return fail(ErrorCode::malformed, where, "This is no file of `hallpass keys`: " + list.error().advice);
  if (std::ranges::find(list->keys, age_recipient, &proof::ListedKey::recipient) == list->keys.end()) {
    return fail(ErrorCode::conflict, where, "The --age-recipient is not in this list.");
  }
  return text;
}

}  // namespace hallpass::server
