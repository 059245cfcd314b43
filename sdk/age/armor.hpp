#pragma once
// The text form of an age file, for places that carry only text; piece by piece. Strict, as RFC 7468's strict PEM.
// https://github.com/C2SP/C2SP/blob/main/age.md#ascii-armor

#include <string>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::age {

class ArmorWriter {
 public:
  // The text of the file's next piece, as far as it makes whole lines.
  [[nodiscard]] std::string write(ByteView piece);
  // What is left, and the last line.
  [[nodiscard]] std::string finish();

 private:
  Bytes pending_;  // less than a line
  bool begun_ = false;
};

// White space around the whole, and CR LF line ends, are allowed.
// Errors, with `where` "armor": malformed; truncated, when the text ends too early.
class ArmorReader {
 public:
  // Appends to `file` what the next piece of the text holds of it.
  [[nodiscard]] Result<void> read(ByteView piece, Bytes& file);
  // After the last piece.
  [[nodiscard]] Result<void> finish(Bytes& file);

 private:
  enum class Expected : std::uint8_t { first_line, any_line, last_line, nothing };
  [[nodiscard]] Result<void> take_line(Bytes& file);

  std::string line_;
  Expected expected_ = Expected::first_line;
};

[[nodiscard]] std::string armor(ByteView file);
// Whether the text (after white space) begins as an armored file does, or tries to. `text` may be just the file's
// beginning.
[[nodiscard]] bool looks_armored(ByteView text) noexcept;
[[nodiscard]] Result<Bytes> dearmor(ByteView text);

}  // namespace hallpass::age
