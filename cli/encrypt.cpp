// hallpass encrypt: a file for everybody who has one of the keys, as the standard `age` writes it.
#include <unistd.h>

#include "cli/age_options.hpp"
#include "cli/streams.hpp"
#include "cli/system_random.hpp"
#include "sdk/age/age.hpp"
#include "sdk/age/armor.hpp"

namespace hallpass::cli {

extern Command const encrypt_command;

namespace {

constexpr unsigned passphrase_work_factor = 18;

Result<age::Sealer> begin(AgeOptions const& options) {
  SystemRandom random;
  if (options.passphrase_file) {
    HALLPASS_TRY(passphrase, read_passphrase(*options.passphrase_file));
    return age::begin_encrypt(passphrase, passphrase_work_factor, random);
  }
  HALLPASS_TRY(recipients, read_recipients(options));
  return age::begin_encrypt(recipients, random);
}

// Calls `put` with every piece of the encrypted file, in order.
template <class Put>
Result<void> seal(age::Sealer const& sealer, Input& input, Put put) {
  HALLPASS_CHECK(put(sealer.prefix));
  Bytes chunk(age::sealed_chunk_size);
  crypto::SecretBytes plaintext(age::chunk_size);
  crypto::SecretBytes ahead(age::chunk_size);
  HALLPASS_TRY(size, input.read(plaintext));
  for (std::uint64_t index = 0;; ++index) {
    // Whether a full chunk is the last one shows only in the next.
    std::size_t next_size = 0;
    if (size == age::chunk_size) {
      HALLPASS_TRY(got, input.read(ahead));
      next_size = got;
    }
    auto const position = next_size == 0 ? age::Position::last : age::Position::inner;
    auto const sealed = std::span{chunk}.first(size + crypto::aead_tag_size);
    HALLPASS_CHECK(sealer.key.seal(index, position, ByteView{plaintext}.first(size), sealed));
    HALLPASS_CHECK(put(sealed));
    if (position == age::Position::last) return {};
    plaintext.swap(ahead);
    size = next_size;
  }
}

Result<void> encrypt(AgeOptions const& options) {
  HALLPASS_TRY(sealer, begin(options));
  HALLPASS_TRY(input, Input::open(options.input.value_or("-")));
  HALLPASS_TRY(output, Output::create(options.output.value_or("-")));
  if (leaves_terminal_free(options.output)) input.show_progress();
  age::ArmorWriter armor;
  HALLPASS_CHECK(seal(sealer, input, [&](ByteView piece) {
    return output.write(options.armor ? as_bytes(armor.write(piece)) : piece);
  }));
  if (options.armor) HALLPASS_CHECK(output.write(as_bytes(armor.finish())));
  return output.commit();
}

int run(Arguments arguments) {
  auto const options = parse_age_options(arguments, "rRioaP");
  if (!options) return usage_error(encrypt_command, options.error().advice);
  auto const to_keys =
      !options->recipients.empty() || !options->recipient_files.empty() || !options->identity_files.empty();
  if (to_keys == options->passphrase_file.has_value()) {
    return usage_error(encrypt_command, "to whom? Give recipients, or one passphrase file");
  }
  if (!options->output && !options->armor && isatty(STDOUT_FILENO) != 0) {
    return usage_error(encrypt_command, "an encrypted file is nothing for a terminal; use -o FILE, or -a for text");
  }
  auto const done = encrypt(*options);
  return done ? exit_ok : age_error(encrypt_command, done.error());
}

}  // namespace

Command const encrypt_command{"encrypt", "encrypts a file to age recipients",
                              R"(usage: hallpass encrypt (-r RECIPIENT | -R FILE | -i FILE)... [-a] [-o OUTPUT] [INPUT]
       hallpass encrypt -P FILE [-a] [-o OUTPUT] [INPUT]

Writes an age v1 file that `age` opens too. Without INPUT ("-") it reads the
standard input. OUTPUT gets the mode 0600 and appears only when it is whole.

  -r, --recipient RECIPIENT   who can open it: age1...
  -R, --recipients-file FILE  recipients, one a line, "#" for comments
  -i, --identity FILE         the recipients of these secret keys
  -P, --passphrase-file FILE  whoever knows the first line of this file
  -a, --armor                 text instead of bytes
  -o, --output OUTPUT         where to, instead of the standard output

exit status: 0 done, 1 failed, 2 wrong arguments
)",
                              run};

}  // namespace hallpass::cli
