#pragma once
// The file that the district publishes its keys in, made by `hallpass keys`.

#include <string>
#include <string_view>

#include "sdk/base/result.hpp"
#include "sdk/proof/key_list.hpp"

namespace hallpass::server {

// The file's text, read anew each time: who signs a new list replaces the file while the server runs. Refused unless
// the list in it is signed by a key in it and names `age_recipient`, which attachments are encrypted to: what would be
// served otherwise no form could use. Errors, with "--key-list" as `where`: unavailable, malformed, conflict.
[[nodiscard]] Result<std::string> read_published_keys(std::string const& path, std::string_view age_recipient);

// The list in such a file, signed by a key in it. Errors: of proof::verify_jws and proof::read_key_list.
[[nodiscard]] Result<proof::KeyList> read_key_list(std::string_view file);

}  // namespace hallpass::server
