#include "district/api/entity_tag.hpp"

#include <algorithm>

#include "sdk/base/base64.hpp"
#include "sdk/crypto/hash.hpp"

namespace hallpass::api {
namespace {

constexpr std::size_t digest_bytes = 16;

void skip(std::string_view& rest, std::string_view characters) {
  rest.remove_prefix(std::min(rest.find_first_not_of(characters), rest.size()));
}

Error wrong() {
  return fail(ErrorCode::malformed, "If-Match", "Send the ETag that the request came with, in its quotes.");
}

}  // namespace

std::string entity_tag(std::string_view body) {
  auto const digest = crypto::sha256(as_bytes(body));
  auto const text = base64_encode(ByteView(digest).first(digest_bytes), Base64Alphabet::url, Base64Padding::forbidden);
  return "\"" + text + "\"";
}

bool EntityTags::match(std::string_view tag) const {
  return any_ || std::ranges::find(strong_, tag) != strong_.end();
}

Result<EntityTags> read_entity_tags(std::string_view value) {
  if (value == "*") return EntityTags::any();
  std::vector<std::string> strong;
  bool some = false;
  for (skip(value, " \t,"); !value.empty(); skip(value, " \t,")) {
    bool const weak = value.starts_with("W/");
    if (weak) value.remove_prefix(2);
    auto const end = value.starts_with('"') ? value.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) return wrong();
    if (!weak) strong.emplace_back(value.substr(0, end + 1));
    some = true;
    value.remove_prefix(end + 1);
    if (!value.empty() && std::string_view(" \t,").find(value.front()) == std::string_view::npos) return wrong();
  }
  if (!some) return wrong();
  return EntityTags(std::move(strong));
}

}  // namespace hallpass::api
