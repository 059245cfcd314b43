#include "district/api/idempotency_key.hpp"

#include <algorithm>

#include "sdk/base/base64.hpp"
#include "sdk/crypto/hash.hpp"

namespace hallpass::api {
namespace {

constexpr std::size_t key_limit = 255;

Error wrong_key() {
  return fail(ErrorCode::malformed, "Idempotency-Key", "Send one text in quotes, of 1 to 255 ASCII characters.");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
bool is_of_token(char character) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || marks.find(character) != std::string_view::npos;
}

// What stands between the quotes; https://www.rfc-editor.org/rfc/rfc8941#section-4.2.5
Result<std::string> unescaped(std::string_view inner) {
  std::string text;
  for (std::size_t at = 0; at < inner.size(); ++at) {
    bool const escapes = inner[at] == '\\';
    if (escapes) ++at;
    if (at == inner.size() || inner[at] < 0x20 || inner[at] > 0x7e) return wrong_key();
    if (escapes != (inner[at] == '"' || inner[at] == '\\')) return wrong_key();
    text += inner[at];
  }
  return text;
}

}  // namespace

Result<std::string> read_idempotency_key(std::string_view value) {
  Result<std::string> text = std::string(value);
  if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
    text = unescaped(value.substr(1, value.size() - 2));
  } else if (!std::ranges::all_of(value, is_of_token)) {
    return wrong_key();
  }
  if (text && (text->empty() || text->size() > key_limit)) return wrong_key();
  return text;
}

district::IdempotencyKey idempotency_key(std::string text, Match const& match, ByteView body) {
  if (text.empty()) return {};
  // No address holds a line break, and the body is last: two requests never make the same message.
  std::string message{to_string(match.route->method)};
  message.append("\n").append(match.route->path).append("\n");
  for (auto const& parameter : match.parameters) message.append(parameter).append("\n");
  message.append(as_text(body));
  return {std::move(text),
          base64_encode(crypto::sha256(as_bytes(message)), Base64Alphabet::url, Base64Padding::forbidden)};
}

}  // namespace hallpass::api
