#include "district/server/mail_message.hpp"

#include "district/server/smtp_send.hpp"
#include "sdk/base/civil_time.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::server;

TEST_CASE("a mail, to the byte") {
  auto const at = parse_instant("2026-11-05T09:05:07.123Z").value();
  auto const mail = format_mail({.district = "Lakeside",
                                 .from = "records@lakeside.example",
                                 .portal = "https://portal.lakeside.example/",
                                 .email = "",
                                 .phone = ""},
                                "00ff", "maria@family.example", at);
  CHECK(
      mail.starts_with("Date: Thu, 05 Nov 2026 09:05:07 +0000\r\n"
                       "From: Lakeside <records@lakeside.example>\r\n"
                       "To: <maria@family.example>\r\n"
                       "Subject: =?UTF-8?B?TmV3cyBvbiB5b3VyIHJlcXVlc3QgLyBOb3ZlZGFkZXMgc29icmUg?=\r\n"
                       " =?UTF-8?B?c3Ugc29saWNpdHVk?=\r\n"
                       "Message-ID: <00ff@lakeside.example>\r\n"
                       "Auto-Submitted: auto-generated\r\n"
                       "MIME-Version: 1.0\r\n"
                       "Content-Type: text/plain; charset=utf-8\r\n"
                       "Content-Language: en, es\r\n"
                       "Content-Transfer-Encoding: base64\r\n"
                       "\r\n"
                       "VGhlcmUgaXMgbmV3cyBvbiBhIHJlcXVlc3QgdGhhdCB5b3UgbWFkZSB0byBMYWtlc2lkZS4NClNp\r\n"));
  CHECK(mail.ends_with("\r\n"));
  for (std::size_t begin = 0; begin < mail.size();) {
    auto const end = mail.find("\r\n", begin);
    REQUIRE(end != std::string::npos);
    CHECK(end - begin <= 76);
    begin = end + 2;
  }
}

TEST_CASE("a name of any letters, or of any length, breaks no header") {
  auto const from = [](std::string district) {
    auto const mail =
        format_mail({.district = std::move(district), .from = "r@d.example", .portal = "", .email = "", .phone = ""},
                    "1", "p@f.example", 0);
    auto const begin = mail.find("From: ");
    return mail.substr(begin, mail.find("\r\nTo: ") - begin);
  };
  CHECK(from("Unión") == "From: =?UTF-8?B?VW5pw7Nu?= <r@d.example>");
  CHECK(from("A\r\nBcc: x@y") == "From: =?UTF-8?B?QQ0KQmNjOiB4QHk=?= <r@d.example>");
  CHECK(from("=?UTF-8?Q?x?=") == "From: =?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?= <r@d.example>");
  // No word ends within a letter of three bytes: 39 bytes are 13 of them, and here they begin at the second.
  std::string name = "a";
  for (int i = 0; i < 20; ++i) name += "王";
  CHECK(from(name) ==
        "From: =?UTF-8?B?YeeOi+eOi+eOi+eOi+eOi+eOi+eOi+eOi+eOi+eOi+eOi+eOiw==?=\r\n"
        " =?UTF-8?B?546L546L546L546L546L546L546L546L?= <r@d.example>");
}

TEST_CASE("a mail server's address is a scheme and a host") {
  for (auto const* const good : {"smtp://127.0.0.1:25", "smtps://mail.lakeside.example", "smtp://[::1]:2525"}) {
    CHECK(is_mail_url(good));
  }
  for (auto const* const bad : {"", "mail.example", "http://mail.example", "smtp://", "smtp://user:secret@mail.example",
                                "smtp://mail.example/path", "smtp://mail example", "SMTP://mail.example"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_mail_url(bad));
  }
}
