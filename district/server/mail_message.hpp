#pragma once
// A mail as it goes over the wire (RFC 5322, MIME): that there is news on a request, and where to sign in. It names no
// child, no entry and no reason: a mailbox may be shared, and mail is read on the way.

#include <string>
#include <string_view>

#include "sdk/base/instant.hpp"

namespace hallpass::server {

// What is the same in all mails of a district.
struct Letterhead {
  std::string district;  // its name
  std::string from;      // an address
  std::string portal;    // where to sign in
  std::string email;     // of the records office; both may be empty
  std::string phone;
};

// The same bytes each time, so that whoever gets it twice can tell by its Message-ID.
// REQUIRES: `from` and `to` are district::is_mail_address.
[[nodiscard]] std::string format_mail(Letterhead const& letterhead, std::string_view id, std::string_view to,
                                      InstantMs written_at);

// What stands behind the @ of an address.
[[nodiscard]] std::string_view domain_of(std::string_view address) noexcept;

}  // namespace hallpass::server
