#include "district/server/mail_message.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "sdk/base/base64.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::server {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t body_line_letters = 76;  // https://www.rfc-editor.org/rfc/rfc2045#section-6.8
// Makes 64 letters: with a header's name still within a line; https://www.rfc-editor.org/rfc/rfc2047#section-2
constexpr std::size_t encoded_word_bytes = 39;
constexpr std::size_t longest_plain_header = 60;  // so that no header line has to be folded

std::string base64(std::string_view text) {
  return base64_encode(as_bytes(text), Base64Alphabet::standard, Base64Padding::required);
}

bool is_plain(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == ' ' || letter == '-';
}

// A text in a header: as it is, or as encoded words, each of whole characters.
std::string header_text(std::string_view text) {
  if (text.size() <= longest_plain_header && std::ranges::all_of(text, is_plain)) return std::string{text};
  std::string words;
  while (!text.empty()) {
    auto end = std::min(encoded_word_bytes, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    if (!words.empty()) words.append(line_end).append(" ");
    words.append("=?UTF-8?B?").append(base64(text.substr(0, end))).append("?=");
    text.remove_prefix(end);
  }
  return words;
}

// https://www.rfc-editor.org/rfc/rfc5322#section-3.3
std::string date(InstantMs at) {
  static constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::chrono::sys_time<std::chrono::milliseconds> const instant{std::chrono::milliseconds{at}};
  auto const day = std::chrono::floor<std::chrono::days>(instant);
  auto const month = static_cast<unsigned>(std::chrono::year_month_day{day}.month());
  auto const text = format_instant(at);  // "2026-11-26T09:05:00.123Z"
  return std::string{days[std::chrono::weekday{day}.c_encoding()]}
      .append(", ")
      .append(text, 8, 2)
      .append(" ")
      .append(months[month - 1])
      .append(" ")
      .append(text, 0, 4)
      .append(" ")
      .append(text, 11, 8)
      .append(" +0000");
}

// "records@lakeside.example, +1 555 0100"
std::string contact(Letterhead const& letterhead) {
  auto const between = letterhead.email.empty() || letterhead.phone.empty() ? "" : ", ";
  return letterhead.email + between + letterhead.phone;
}

std::string body(Letterhead const& letterhead) {
  auto const whom = contact(letterhead);
  std::string text =
      "There is news on a request that you made to " + letterhead.district +
      ".\r\nSign in to read it: " + letterhead.portal +
      "\r\n\r\nThis message says no more than that, to protect your privacy. It was sent by a program: an "
      "answer would not be read.\r\n";
  if (!whom.empty()) text += "Questions? Ask the records office: " + whom + "\r\n";
  text += "\r\n----------\r\n\r\nHay novedades sobre una solicitud que usted hizo a " + letterhead.district +
          ".\r\nInicie sesión para leerlas: " + letterhead.portal +
          "\r\n\r\nEste mensaje no dice nada más, para proteger su privacidad. Lo envió un programa: nadie leería una "
          "respuesta.\r\n";
  if (!whom.empty()) text += "¿Preguntas? Diríjase a la oficina de expedientes: " + whom + "\r\n";
  return text;
}

}  // namespace

std::string_view domain_of(std::string_view address) noexcept {
  return address.substr(address.find('@') + 1);
}

std::string format_mail(Letterhead const& letterhead, std::string_view id, std::string_view to, InstantMs written_at) {
  std::string message;
  auto const header = [&message](std::string_view name, std::string_view value) {
    message.append(name).append(": ").append(value).append(line_end);
  };
  header("Date", date(written_at));
  header("From", header_text(letterhead.district) + " <" + letterhead.from + ">");
  header("To", "<" + std::string{to} + ">");
  header("Subject", header_text("News on your request / Novedades sobre su solicitud"));
  header("Message-ID", "<" + std::string{id} + "@" + std::string{domain_of(letterhead.from)} + ">");
  header("Auto-Submitted", "auto-generated");  // https://www.rfc-editor.org/rfc/rfc3834
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Language", "en, es");
  header("Content-Transfer-Encoding", "base64");
  auto const encoded = base64(body(letterhead));
  for (std::size_t at = 0; at < encoded.size(); at += body_line_letters) {
    message.append(line_end).append(encoded, at, body_line_letters);
  }
  return message.append(line_end);
}

}  // namespace hallpass::server
