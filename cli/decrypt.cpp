// hallpass decrypt: opens age files, ours and those of the standard tool.
#include <optional>
#include <utility>

#include "cli/age_options.hpp"
#include "cli/streams.hpp"
#include "sdk/age/age.hpp"
#include "sdk/age/armor.hpp"
#include "sdk/age/header.hpp"

namespace hallpass::cli {

extern Command const decrypt_command;

namespace {

constexpr std::size_t block_size = 65536;

// The bytes of an age file in binary form, whichever form the input has: what was read ahead first, then the rest.
class AgeInput {
 public:
  static Result<AgeInput> open(std::string_view path) {
    HALLPASS_TRY(input, Input::open(path));
    AgeInput file{std::move(input)};
    HALLPASS_CHECK(file.read_ahead(block_size));
    if (!age::looks_armored(file.ahead_)) return std::move(file);
    file.armor_.emplace();
    auto const text = std::exchange(file.ahead_, {});
    HALLPASS_CHECK(file.take(text));
    return std::move(file);
  }

  // Reads on until `size` bytes are ahead, or the file ends.
  Result<void> read_ahead(std::size_t size) {
    while (!ended_ && ahead().size() < size) {
      ahead_.erase(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(std::exchange(dropped_, 0)));
      Bytes block(block_size);
      HALLPASS_TRY(got, input_.read(block));
      ended_ = got < block.size();
      HALLPASS_CHECK(take(ByteView{block}.first(got)));
    }
    return {};
  }

  void show_progress() { input_.show_progress(); }
  [[nodiscard]] ByteView ahead() const { return ByteView{ahead_}.subspan(dropped_); }
  [[nodiscard]] bool ended() const { return ended_; }
  void drop(std::size_t size) { dropped_ += size; }

 private:
  Result<void> take(ByteView piece) {
    if (!armor_) {
      ahead_.insert(ahead_.end(), piece.begin(), piece.end());
      return {};
    }
    HALLPASS_CHECK(armor_->read(piece, ahead_));
    return ended_ ? armor_->finish(ahead_) : Result<void>{};
  }

  explicit AgeInput(Input input) : input_{std::move(input)} {}
  Input input_;
  Bytes ahead_;
  std::size_t dropped_ = 0;  // of ahead_, from its beginning
  bool ended_ = false;
  std::optional<age::ArmorReader> armor_;  // of a file in text form
};

Result<age::Opener> begin(age::Keyring const& keyring, AgeInput& file) {
  // Most headers are in the first block; a long one is read on, up to its limit.
  for (;;) {
    auto opener = age::begin_decrypt(keyring, file.ahead());
    if (opener || opener.error().code != ErrorCode::truncated || file.ended()) return opener;
    HALLPASS_CHECK(file.read_ahead(file.ahead().size() + block_size));
  }
}

Result<age::Keyring> read_keyring(AgeOptions const& options) {
  age::Keyring keyring;
  for (auto const path : options.identity_files) {
    HALLPASS_TRY(identities, read_identities(path));
    for (auto& identity : identities) keyring.identities.push_back(std::move(identity));
  }
  if (options.passphrase_file) {
    HALLPASS_TRY(passphrase, read_passphrase(*options.passphrase_file));
    keyring.passphrases.push_back(std::move(passphrase));
  }
  return std::move(keyring);
}

Result<void> decrypt(AgeOptions const& options) {
  HALLPASS_TRY(keyring, read_keyring(options));
  HALLPASS_TRY(file, AgeInput::open(options.input.value_or("-")));
  HALLPASS_TRY(opener, begin(keyring, file));
  file.drop(opener.prefix_size);
  HALLPASS_TRY(output, Output::create(options.output.value_or("-")));
  if (leaves_terminal_free(options.output)) file.show_progress();
  crypto::SecretBytes plaintext(age::chunk_size);
  for (std::uint64_t index = 0;; ++index) {
    HALLPASS_CHECK(file.read_ahead(age::sealed_chunk_size + 1));
    auto const is_last = file.ahead().size() <= age::sealed_chunk_size;
    auto const sealed = file.ahead().first(std::min(file.ahead().size(), age::sealed_chunk_size));
    auto const out = std::span{plaintext}.first(sealed.size() - std::min(sealed.size(), crypto::aead_tag_size));
    auto const position = is_last ? age::Position::last : age::Position::inner;
    if (auto const opened = opener.key.open(index, position, sealed, out); !opened) {
      // A file that was cut or continued at the edge of a chunk: the chunk itself is authentic, what follows is not.
      auto const other = is_last ? age::Position::inner : age::Position::last;
      if (opener.key.open(index, other, sealed, out)) HALLPASS_CHECK(output.write(out));
      return opened.error();
    }
    HALLPASS_CHECK(output.write(out));
    if (is_last) return output.commit();
    file.drop(sealed.size());
  }
}

int run(Arguments arguments) {
  auto const options = parse_age_options(arguments, "ioP");
  if (!options) return usage_error(decrypt_command, options.error().advice);
  if (options->identity_files.empty() && !options->passphrase_file) {
    return usage_error(decrypt_command, "with which key? Give -i FILE or --passphrase-file FILE");
  }
  auto const done = decrypt(*options);
  return done ? exit_ok : age_error(decrypt_command, done.error());
}

}  // namespace

Command const decrypt_command{"decrypt", "decrypts a file with an age identity",
                              R"(usage: hallpass decrypt (-i FILE | -P FILE)... [-o OUTPUT] [INPUT]

Opens an age v1 file, binary or armored. Without INPUT ("-") it reads the
standard input. OUTPUT gets the mode 0600 and appears only when all of it is
verified; the standard output gets every piece as soon as that is verified,
so only the exit status says whether the file was whole.

  -i, --identity FILE         secret keys (AGE-SECRET-KEY-1...), one a line
  -P, --passphrase-file FILE  the passphrase is the first line of this file
  -o, --output OUTPUT         where to, instead of the standard output

The error names the layer: armor, header, header/mac, identity (no key fits)
or payload/chunk/N.

exit status: 0 done, 1 failed, 2 wrong arguments
)",
                              run};

}  // namespace hallpass::cli
