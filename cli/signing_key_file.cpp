#include "cli/signing_key_file.hpp"

#include <chrono>
#include <filesystem>
#include <iostream>

#include "cli/streams.hpp"
#include "cli/system_random.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::cli {

namespace {

constexpr std::size_t max_key_bytes = 4096;
constexpr InstantMs day_ms = 86'400'000;

}  // namespace

Result<void> make_signing_key_file(std::string_view path) {
  std::error_code error;
  if (path != "-" && std::filesystem::exists(path, error)) {
    return fail(ErrorCode::conflict, path, "A key file is never overwritten: nobody could sign with that key again.");
  }
  SystemRandom random;
  HALLPASS_TRY(key, proof::generate_signing_key(random));
  HALLPASS_TRY(output, Output::create(path));
  HALLPASS_CHECK(output.write(proof::format_signing_key(key)));
  HALLPASS_CHECK(output.commit());
  std::cerr << "Public key: " << proof::public_text(key.point) << '\n';
  return {};
}

Result<proof::SigningKey> read_signing_key_file(std::string_view path) {
  HALLPASS_TRY(input, Input::open(path));
  crypto::SecretBytes text(max_key_bytes);
  HALLPASS_TRY(size, input.read(text));
  return proof::read_signing_key(as_text(ByteView{text}.first(size)));
}

std::optional<InstantMs> read_day(std::string_view text, DayEdge edge) {
  if (auto const day = parse_date(text)) {
    auto const at = std::chrono::sys_days{*day}.time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(at).count() + (edge == DayEdge::end ? day_ms : 0);
  }
  auto const instant = parse_instant(text);
  return instant ? std::optional{*instant / 1000 * 1000} : std::nullopt;
}

InstantMs current_second() {
  auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
}

}  // namespace hallpass::cli
