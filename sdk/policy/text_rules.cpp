// What a text of each kind may look like. Every rule answers "" for a good text, or the message for a bad one.
#include <algorithm>
#include <array>

#include "sdk/base/bech32.hpp"
#include "sdk/policy/fields.hpp"

namespace hallpass::policy {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return is_lower(c) || is_upper(c);
}
bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool all_of(std::string_view text, bool (*test)(char)) {
  return std::all_of(text.begin(), text.end(), test);
}

std::string_view line_rule(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_control)) return "Control characters do not belong here.";
  return text.empty() || text.front() == ' ' || text.back() == ' ' ? "A text should be here, without blanks around it."
                                                                   : std::string_view{};
}

std::string_view line_or_empty_rule(std::string_view text) {
  return text.empty() ? std::string_view{} : line_rule(text);
}

std::string_view sentences_rule(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\n'; })) {
    return "Control characters do not belong here.";
  }
  return text.empty() ? "A text should be here." : std::string_view{};
}

std::string_view visitor_text_rule(std::string_view text) {
  if (auto const message = sentences_rule(text); !message.empty()) return message;
  static constexpr std::array<std::string_view, 5> known{"controller", "purpose", "vendor", "date", "host"};
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != std::string_view::npos;) {
    auto const end = text.find('}', at);
    if (text[at] == '}' || end == std::string_view::npos ||
        std::find(known.begin(), known.end(), text.substr(at + 1, end - at - 1)) == known.end()) {
      return "The placeholders are {controller}, {purpose}, {vendor}, {date} and {host}.";
    }
    at = end + 1;
  }
  return {};
}

// A host name: labels of letters, digits and hyphens, lower case.
bool is_host(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  while (!host.empty()) {
    auto const end = std::min(host.find('.'), host.size());
    auto const label = host.substr(0, end);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!all_of(label, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; })) return false;
    if (end == host.size()) return true;
    host.remove_prefix(end + 1);
  }
  return false;  // a dot at the end
}

bool is_url_character(char c) {
  return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\';
}

bool is_https_url(std::string_view text, std::string_view scheme = "https://") {
  if (!text.starts_with(scheme) || !all_of(text, is_url_character)) return false;
  auto authority = text.substr(scheme.size());
  authority = authority.substr(0, std::min(authority.find_first_of("/?#"), authority.size()));
  auto const colon = std::min(authority.find(':'), authority.size());
  auto const port = authority.substr(std::min(colon + 1, authority.size()));
  bool const good_port = colon == authority.size() || (!port.empty() && port.size() <= 5 && all_of(port, is_digit));
  return good_port && is_host(authority.substr(0, colon));
}

bool is_loopback_url(std::string_view text) {
  return is_https_url(text, "http://") &&
         (text.starts_with("http://127.0.0.1") || text.starts_with("http://localhost"));
}

std::string_view https_url_rule(std::string_view text) {
  return is_https_url(text) ? std::string_view{} : "This should be a URL that starts with https://.";
}

std::string_view path_or_url_rule(std::string_view text) {
  bool const path = text.starts_with('/') && !text.starts_with("//") && all_of(text, is_url_character);
  return path || is_https_url(text) ? std::string_view{} : "This should be a path that starts with / or an https URL.";
}

std::string_view api_url_rule(std::string_view text) {
  return is_https_url(text) || is_loopback_url(text) ? std::string_view{}
                                                     : "This should be an https URL (http only for this machine).";
}

std::string_view email_rule(std::string_view text) {
  auto const at = text.find('@');
  bool const good =
      at != std::string_view::npos && at > 0 && is_host(text.substr(at + 1)) && all_of(text.substr(0, at), [](char c) {
        return is_letter(c) || is_digit(c) ||
               std::string_view{".!#$%&'*+/=?^_`{|}~-"}.find(c) != std::string_view::npos;
      });
  return good ? std::string_view{} : "This should be an e-mail address.";
}

std::string_view email_or_url_rule(std::string_view text) {
  return email_rule(text).empty() || is_https_url(text) ? std::string_view{}
                                                        : "This should be an e-mail address or an https URL.";
}

std::string_view region_rule(std::string_view text) {
  bool const country = text.size() >= 2 && is_upper(text[0]) && is_upper(text[1]);
  bool const part = text.size() >= 4 && text.size() <= 6 && text[2] == '-' &&
                    all_of(text.substr(3), [](char c) { return is_upper(c) || is_digit(c); });
  return country && (text.size() == 2 || part) ? std::string_view{}
                                               : "This should be a region such as \"DE\" or \"US-CA\".";
}

// https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1
bool is_token_character(char c) {
  return c > 0x20 && c < 0x7f && std::string_view{"()<>@,;:\\\"/[]?={}"}.find(c) == std::string_view::npos;
}

std::string_view cookie_token_rule(std::string_view text) {
  return !text.empty() && all_of(text, is_token_character) ? std::string_view{} : "This should be a cookie's name.";
}

std::string_view name_pattern_rule(std::string_view text) {
  auto const star = text.find('*');
  bool const good = !text.empty() && text.front() != '*' &&
                    (star == std::string_view::npos || star + 1 == text.size()) &&
                    all_of(text, [](char c) { return c >= 0x20 && c < 0x7f && c != ';'; });
  return good ? std::string_view{} : "This should be a name, or the start of one with a * at its end.";
}

std::string_view host_pattern_rule(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  return is_host(text) ? std::string_view{} : "This should be a host name in lower case, or *. and one.";
}

std::string_view host_name_rule(std::string_view text) {
  return is_host(text) ? std::string_view{} : "This should be a host name in lower case.";
}

// What a browser calls the same is spelled the same: no path, no port that the scheme has anyway.
std::string_view origin_rule(std::string_view text) {
  bool const https = is_https_url(text);
  auto const authority = text.substr(std::min(text.find("//"), text.size()));
  auto const host = authority.substr(0, authority.rfind(':'));
  bool const here = host == "//127.0.0.1" || host == "//localhost" || host.ends_with(".localhost");
  bool const good = (https || (here && is_https_url(text, "http://"))) &&
                    authority.find_first_of("/?#", 2) == std::string_view::npos &&
                    !authority.ends_with(https ? ":443" : ":80");
  return good ? std::string_view{}
              : "This should be an origin such as https://example.org, without a path (http only for this machine).";
}

// https://www.rfc-editor.org/rfc/rfc8037#section-2: 32 bytes in base64url, the last character's unused bits zero.
std::string_view signing_key_rule(std::string_view text) {
  constexpr std::size_t length = 43;
  bool const good = text.size() == length &&
                    all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }) &&
                    std::string_view{"AEIMQUYcgkosw048"}.find(text.back()) != std::string_view::npos;
  return good ? std::string_view{} : "This should be an Ed25519 public key: the 43 characters of \"x\" in its JWK.";
}

// Its shape; form_rules.cpp looks at the checksum.
std::string_view age_recipient_rule(std::string_view text) {
  return has_recipient_shape(text) ? std::string_view{}
                                   : "This should be an age recipient: \"age1\" and 58 characters in lower case.";
}

}  // namespace

std::string_view id_rule(std::string_view text) {
  constexpr std::size_t max_id = 48;
  bool const good = !text.empty() && text.size() <= max_id && is_lower(text.front()) &&
                    all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
  return good ? std::string_view{}
              : "An id is made of a-z, 0-9 and _, starts with a letter, and has at most 48 characters.";
}

std::string_view language_rule(std::string_view text) {
  bool good = text.size() >= 2 && text.size() <= 35 && is_lower(text[0]) && is_lower(text[1]) && text.back() != '-';
  good = good && all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
  return good ? std::string_view{} : "This should be a language such as \"en\" or \"pt-BR\".";
}

std::string_view section_rule(std::string_view text) {
  auto const dot = std::min(text.find('.'), text.size());
  bool const roman = dot > 0 && dot <= 8 && text.substr(0, dot).find_first_not_of("IVXL") == std::string_view::npos;
  bool const letter = dot == text.size() || (text.size() == dot + 2 && is_upper(text[dot + 1]));
  return roman && letter ? std::string_view{} : "A section's number is a Roman one, and a letter: \"II\" or \"II.E\".";
}

TextReader line(std::string& out) {
  return {out, max_line_bytes, "bad_text", line_rule};
}
TextReader line_or_empty(std::string& out) {
  return {out, max_line_bytes, "bad_text", line_or_empty_rule};
}
TextReader sentences(std::string& out) {
  return {out, max_text_bytes, "bad_text", sentences_rule};
}
TextReader visitor_text(std::string& out) {
  return {out, max_text_bytes, "bad_text", visitor_text_rule};
}
TextReader https_url(std::string& out) {
  return {out, max_text_bytes, "bad_url", https_url_rule};
}
TextReader path_or_url(std::string& out) {
  return {out, max_text_bytes, "bad_url", path_or_url_rule};
}
TextReader api_url(std::string& out) {
  return {out, max_text_bytes, "bad_url", api_url_rule};
}
TextReader email(std::string& out) {
  return {out, max_line_bytes, "bad_email", email_rule};
}
TextReader email_or_url(std::string& out) {
  return {out, max_line_bytes, "bad_email", email_or_url_rule};
}
TextReader region_code(std::string& out) {
  return {out, max_line_bytes, "bad_region", region_rule};
}
TextReader language_tag(std::string& out) {
  return {out, max_line_bytes, "bad_language", language_rule};
}
TextReader cookie_token(std::string& out) {
  return {out, max_line_bytes, "bad_name", cookie_token_rule};
}
TextReader name_pattern(std::string& out) {
  return {out, max_line_bytes, "bad_name", name_pattern_rule};
}
TextReader host_pattern(std::string& out) {
  return {out, max_line_bytes, "bad_host", host_pattern_rule};
}
TextReader host_name(std::string& out) {
  return {out, max_line_bytes, "bad_host", host_name_rule};
}
TextReader origin(std::string& out) {
  return {out, max_line_bytes, "bad_url", origin_rule};
}
TextReader signing_key(std::string& out) {
  return {out, max_line_bytes, "bad_key", signing_key_rule};
}
TextReader age_recipient(std::string& out) {
  return {out, max_line_bytes, "bad_recipient", age_recipient_rule};
}
TextReader free_id(std::string& out) {
  return {out, max_line_bytes, "bad_id", id_rule};
}

}  // namespace hallpass::policy
