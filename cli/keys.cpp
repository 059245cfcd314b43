// hallpass keys: a district signs the list of the keys that it can be written to.
#include <algorithm>
#include <charconv>
#include <iostream>
#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/signing_key_file.hpp"
#include "sdk/age/keys.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/proof/key_list.hpp"
#include "sdk/proof/signing_key.hpp"

namespace hallpass::cli {
namespace {

int run(Arguments arguments);

}  // namespace

extern Command const keys_command;
Command const keys_command{"keys", "signs the list of keys that a district is written to",
                           R"(usage: hallpass keys --new-key KEYFILE
       hallpass keys -k KEYFILE --district ORIGIN [--after OLD] [--days N]
                     -r RECIPIENT [--id NAME] [--from DAY] [--until DAY]
                     [-r …] [--also KEY] [-o FILE]

Makes what a district publishes as /.well-known/hallpass-keys.json: a JWK Set
with the public key that it signs with, and in it, signed (a compact JWS with
Ed25519, RFC 7515 and 8037), the keys that forms are encrypted to. Forms name
the file and pin the signer: data-hallpass-keys, data-hallpass-signer.

The first form makes the signing key, as `hallpass authorise --new-key` does.

  -k, --key KEYFILE   the signing key
  --district ORIGIN   whose keys they are, such as https://district.example
  --after OLD         the file published before: the new list gets the next
                      sequence number, without which it is refused wherever the
                      old one was seen. Keeps the old file's other signing keys
  --sequence N        the number itself, where the old file is lost
  --days N            how long the list can be used, 1 to 400; 30 without it.
                      Sign a new one in time: an expired list encrypts nothing
  -r, --recipient R   an age key of the district (age1…); may come more than
                      once. Forms encrypt to every one that is in force
    --id NAME         of the recipient before it; without it, the first letters
    --from DAY        YYYY-MM-DD (UTC) or RFC 3339; without it, at once
    --until DAY       its last day; without it, as long as the list
  --also KEY          another public key that the district signs with, such as
                      the one of its server for receipts: 43 characters of
                      base64url, as --new-key prints it; may come more than once
  -o, --output FILE   where to, instead of the standard output

exit status: 0 done, 1 failed, 2 wrong arguments, or a file that cannot be read
)",
                           run};

namespace {

constexpr InstantMs day_ms = 86'400'000;
// The letters of a recipient that name it when nobody else does.
constexpr std::size_t id_size = 12;

struct NewKey {
  std::string recipient;
  std::string id;
  InstantMs from = 0;
  InstantMs until = 0;
};

struct Options {
  std::optional<std::string_view> new_key;
  std::optional<std::string_view> key;
  std::optional<std::string_view> after;
  std::string_view output = "-";
  std::string district;
  std::int64_t sequence = 0;
  std::int64_t days = 30;
  std::vector<NewKey> keys;
  std::vector<crypto::Ed25519Public> also;
};

bool take_number(std::string_view text, std::int64_t most, std::int64_t& number) {
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= most;
}

// What is said of the recipient before it.
bool take_of_key(NewKey& key, std::string_view name, std::string_view value) {
  if (name == "--id") return !(key.id = value).empty();
  auto const at = read_day(value, name == "--from" ? DayEdge::begin : DayEdge::end);
  if (name == "--from") return (key.from = at.value_or(0)) != 0;
  if (name == "--until") return (key.until = at.value_or(0)) != 0;
  return false;
}

// One option and its value; false when either is not understood.
bool take(Options& options, std::string_view name, std::string_view value) {
  constexpr std::int64_t largest_sequence = (1LL << 53U) - 1;
  constexpr std::int64_t most_days = proof::longest_key_list_ms / day_ms;
  if (value.empty()) return false;
  if (name == "--new-key") return !(options.new_key = value)->empty();
  if (name == "-k" || name == "--key") return !(options.key = value)->empty();
  if (name == "-o" || name == "--output") return !(options.output = value).empty();
  if (name == "--district") return !(options.district = value).empty();
  if (name == "--after") return !(options.after = value)->empty();
  if (name == "--sequence") return take_number(value, largest_sequence, options.sequence);
  if (name == "--days") return take_number(value, most_days, options.days);
  if (name == "--also") {
    auto const point = proof::read_public_text(value);
    if (point) options.also.push_back(*point);
    return point.has_value();
  }
  if (name == "-r" || name == "--recipient") {
    options.keys.push_back({std::string{value}, std::string{value.substr(0, id_size)}});
    return age::parse_recipient(value).has_value();
  }
  return !options.keys.empty() && take_of_key(options.keys.back(), name, value);
}

// Errors: invalid_argument.
Result<Options> parse(Arguments arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size(); at += 2) {
    if (at + 1 == arguments.size() || !take(options, arguments[at], arguments[at + 1])) {
      return fail(ErrorCode::invalid_argument, arguments[at], "the option or its value is not understood");
    }
  }
  if (!options.new_key && (!options.key || options.district.empty() || options.keys.empty())) {
    return fail(ErrorCode::invalid_argument, "-k, --district and -r", "are all needed");
  }
  if (options.after && options.sequence != 0) {
    return fail(ErrorCode::invalid_argument, "--after and --sequence", "say the same thing: give one of them");
  }
  return options;
}

// The sequence after the one in the file, which must hold together: a damaged one would lose the count.
Result<std::int64_t> next_sequence(std::string_view former, std::string_view district) {
  HALLPASS_TRY(keys, proof::read_keys(former));
  HALLPASS_TRY(jws, proof::find_key_list(former));
  HALLPASS_TRY(verified, proof::verify_jws(jws, keys));
  HALLPASS_TRY(list, proof::read_key_list(verified));
  if (list.issuer != district) {
    return fail(ErrorCode::conflict, "--after", "That file is another district's, " + list.issuer + ".");
  }
  return list.sequence + 1;
}

Result<proof::KeyList> make_list(Options const& options, std::optional<std::string> const& former) {
  proof::KeyList list{options.district, std::max<std::int64_t>(options.sequence, 1), current_second(), 0, {}};
  list.expires_at = list.issued_at + options.days * day_ms;
  if (former) {
    HALLPASS_TRY(sequence, next_sequence(*former, options.district));
    list.sequence = sequence;
  }
  for (auto const& key : options.keys) {
    proof::ListedKey const listed{key.id, key.recipient, std::max(key.from, list.issued_at),
                                  key.until == 0 ? list.expires_at : key.until};
    if (listed.expires_at <= listed.not_before) {
      return fail(ErrorCode::invalid_argument, "--until", "The key " + key.id + " is over before it begins.");
    }
    if (std::ranges::find(list.keys, key.id, &proof::ListedKey::id) != list.keys.end()) {
      return fail(ErrorCode::invalid_argument, "--id", "Two keys have the name " + key.id + ".");
    }
    list.keys.push_back(listed);
  }
  if (list.keys.size() > proof::most_listed_keys) {
    return fail(ErrorCode::too_large, "-r", "A list has 32 keys at most.");
  }
  return list;
}

Result<void> sign(Options const& options) {
  HALLPASS_TRY(key, read_signing_key_file(*options.key));
  std::optional<std::string> former;
  if (options.after) {
    HALLPASS_TRY(text, read_file(*options.after, proof::max_keys_size));
    former = std::move(text);
  }
  HALLPASS_TRY(list, make_list(options, former));
  if (proof::recipients_at(list, list.issued_at).empty()) {
    std::cerr << "hallpass keys: none of these keys is in force yet: until then, forms send nothing\n";
  }
  HALLPASS_TRY(jws, proof::sign_jws(key, proof::key_list_type, proof::format_key_list(list)));
  HALLPASS_TRY(file, proof::format_published_keys(key.point, options.also, former, jws));
  HALLPASS_CHECK(proof::find_key_list(file));
  HALLPASS_CHECK(write_file(options.output, as_bytes(file + "\n")));
  std::cerr << "List " << list.sequence << ", until " << format_instant(list.expires_at)
            << ". Signer: " << proof::public_text(key.point) << '\n';
  return {};
}

int run(Arguments arguments) {
  auto const options = parse(arguments);
  if (!options) return usage_error(keys_command, options.error().where + ": " + options.error().advice);
  auto const done = options->new_key ? make_signing_key_file(*options->new_key) : sign(*options);
  if (done) return exit_ok;
  std::cerr << "hallpass keys: " << done.error().where << ": "
            << (done.error().advice.empty() ? title(done.error().code) : std::string_view{done.error().advice}) << '\n';
  return done.error().code == ErrorCode::not_found ? exit_usage : exit_failed;
}

}  // namespace
}  // namespace hallpass::cli
