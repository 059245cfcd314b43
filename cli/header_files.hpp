#pragma once
// Response headers that follow the consent cookie, as files for a site's server: the browser itself then stops what
// stands unlabelled in the HTML, and stops everything when JavaScript is off.
//
// The Content-Security-Policy they send says only where requests may go. A site's own policy stays beside it: of two
// policies a browser obeys both. https://www.w3.org/TR/CSP3/#multiple-policies
// With it goes `Server-Timing: hallpass;desc="PURPOSE PURPOSE"`: what this page's header lets through, for the gate.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/header_rules.hpp"

namespace hallpass::cli {

// What a visitor without a choice gets. `closed`: the closed header; a page that was closed is loaded again on consent.
// `meta`: no header; the page's own meta line holds what a script alone cannot, and consent needs no second load.
enum class Undecided : std::uint8_t { closed, meta };

struct HeaderFile {
  std::string path;  // below the folder for the server's settings
  std::string text;
};

// nginx/maps.conf, nginx/headers.conf, nginx/server.conf; _headers (Netlify, Cloudflare); consent-headers.js.
// `script` is the bundle of web/headers. `tracking_status`: the value of the `Tk` response header.
[[nodiscard]] std::vector<HeaderFile> header_files(HeaderRules const& rules, Undecided undecided,
                                                   std::string_view tracking_status, std::string_view script);

// Bytes of the longest policy that the headers can hold: with everything granted.
[[nodiscard]] std::size_t longest_policy(HeaderRules const& rules);

// The policy of a page for which nothing is granted but what is strictly necessary; for the meta line after the gate
// too.
[[nodiscard]] std::string closed_policy(HeaderRules const& rules);

}  // namespace hallpass::cli
