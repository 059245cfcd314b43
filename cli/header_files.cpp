#include "cli/header_files.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace hallpass::cli {

namespace json = boost::json;

namespace {

// The two lists of a purpose's hosts: where requests may go, and the same for WebSockets, which a host without a scheme
// does not cover.
struct Sources {
  std::string hosts;
  std::string sockets;

  void add(Sources const& other) {
    hosts += other.hosts;
    sockets += other.sockets;
  }
};

Sources sources_of(std::vector<std::string> const& hosts) {
  Sources sources;
  for (auto const& host : hosts) {
    sources.hosts += " " + host;
    sources.sockets += " wss://" + host;
  }
  return sources;
}

// Pages, scripts and styles of any form are the site's own affair here: only where requests go is limited. What runs
// from data: and blob: addresses inherits this policy.
std::string content_security_policy(Sources const& sources) {
  return "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:" + sources.hosts +
         "; connect-src 'self' data: blob:" + sources.hosts + sources.sockets + "; form-action 'self'" + sources.hosts;
}

// What nobody's choice changes: strictly necessary purposes.
struct Closed {
  std::string granted;
  Sources sources;
};

Closed closed(HeaderRules const& rules) {
  Closed result;
  for (auto const& purpose : rules.purposes) {
    bool const always = purpose.rules.size() == 1 && purpose.rules.front().grants;
    if (!always || purpose.rules.front().pattern != "^") continue;
    result.granted += (result.granted.empty() ? "" : " ") + purpose.id;
    result.sources.add(sources_of(purpose.hosts));
  }
  return result;
}

// A cookie's name is a token (RFC 6265), and some of its characters mean something in a pattern.
std::string escaped(std::string_view token) {
  std::string out;
  for (auto const c : token) {
    if (std::string_view{".+*^$|"}.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

class NginxMap {
 public:
  NginxMap(std::string_view source, std::string_view variable) {
    text_ = "map " + quoted(source) + " $hallpass_" + std::string{variable} + " {\n";
  }
  NginxMap& entry(std::string_view key, std::string_view value) {
    text_ += "    " + quoted(key) + " " + quoted(value) + ";\n";
    return *this;
  }
  NginxMap& otherwise(std::string_view value) {
    text_ += "    default " + quoted(value) + ";\n";
    return *this;
  }
  [[nodiscard]] std::string text() const { return text_ + "}\n"; }

 private:
  static std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (auto const c : text) out += c == '"' ? std::string{"\\\""} : std::string{c};
    return out + "\"";
  }
  std::string text_;
};

// A directive's parameter may have 4,096 characters: long lists go into several variables.
std::vector<std::string> parts_of(std::string_view list) {
  constexpr std::size_t most = 3500;
  std::vector<std::string> parts;
  while (!list.empty()) {
    auto const end = list.size() <= most ? list.size() : list.rfind(' ', most);
    parts.emplace_back(list.substr(0, end));
    list.remove_prefix(end);
  }
  return parts;
}

// Adds maps that give `list` while $hallpass_SWITCH is not empty; returns how to write that value.
std::string add_list(std::string& maps, std::string const& switch_name, std::string_view name, std::string_view list) {
  std::string value;
  for (auto const& part : parts_of(list)) {
    auto const variable = switch_name + "_" + std::string{name} + (value.empty() ? "" : std::to_string(value.size()));
    maps += NginxMap{"$hallpass_" + switch_name, variable}.entry("", "").otherwise(part).text();
    value += "$hallpass_" + variable;
  }
  return value;
}

constexpr std::string_view maps_head =
    R"(# Where requests may go, by the visitor's stored choice. Made by hallpass build: do not edit.
# Include this file in the http block, after two maps of your own that say whose page it is and where the visitor is:
#   map $uri $hallpass_audience { default ""; ~^/students/ student; }       # ids of the policy; "" is any visitor
#   map $http_cf_ipcountry $hallpass_region { default $http_cf_ipcountry; } # "US", "US-CA"; "" is unknown
# and headers.conf and server.conf in the server block.
)";

std::string nginx_normal_form(HeaderRules const& rules) {
  std::string out;
  NginxMap regimes{"$hallpass_region", "regime"};
  regimes.otherwise(rules.unknown_regime);
  for (auto const& [code, regime] : rules.regimes) regimes.entry(code, regime);
  for (auto const& [code, regime] : rules.regimes) {
    if (code.size() == 2) regimes.entry("~*^" + code + "-", regime);
  }
  NginxMap audiences{"$hallpass_audience", "page"};
  audiences.otherwise(other_audience).entry("", rules.default_audience);
  for (auto const& audience : rules.audiences) audiences.entry(audience, audience);
  out += regimes.text() + audiences.text();
  out += NginxMap{"$http_sec_gpc", "gpc"}.otherwise("0").entry("~(?:^|, ?)1(?:$| ?,)", "1").text();
  out += NginxMap{"$http_dnt", "dnt"}.otherwise("0").entry("~^1", "1").text();
  out += NginxMap{"$http_cookie", "cookie"}
             .otherwise("")
             .entry("~(?:^|; ?)" + escaped(rules.cookie) + "=(?<hallpass_value>[^;]*)", "$hallpass_value")
             .text();
  out += NginxMap{"$hallpass_cookie", "record"}
             .otherwise("")
             .entry("~^" + rules.record_pattern + "$", "$hallpass_cookie")
             .text();
  return out;
}

std::string nginx_maps(HeaderRules const& rules, Undecided undecided) {
  auto out = std::string{maps_head} + nginx_normal_form(rules);
  std::string granted;
  Sources sources;
  for (std::size_t index = 0; index < rules.purposes.size(); ++index) {
    auto const& purpose = rules.purposes[index];
    auto const number = std::to_string(index);
    NginxMap decision{"$hallpass_regime $hallpass_page $hallpass_gpc $hallpass_dnt $hallpass_record", number};
    decision.otherwise("");
    for (auto const& rule : purpose.rules) decision.entry("~" + rule.pattern, rule.grants ? purpose.id + " " : "");
    out += "# " + purpose.id + "\n" + decision.text();
    granted += "$hallpass_" + number;
    auto const lists = sources_of(purpose.hosts);
    sources.hosts += add_list(out, number, "hosts", lists.hosts);
    sources.sockets += add_list(out, number, "sockets", lists.sockets);
    for (auto const& vendor : purpose.vendors) {
      auto const of_vendor = number + "_" + vendor.vendor;
      out += NginxMap{"$hallpass_" + number + " $hallpass_record", of_vendor}
                 .otherwise("1")
                 .entry("~^ ", "")
                 .entry("~" + vendor.refusal, "")
                 .text();
      auto const theirs = sources_of(vendor.hosts);
      sources.hosts += add_list(out, of_vendor, "hosts", theirs.hosts);
      sources.sockets += add_list(out, of_vendor, "sockets", theirs.sockets);
    }
  }
  out +=
      "# The headers; none on pictures, fonts and styles, which load nothing by themselves, nor on the service "
      "worker,\n"
      "# which judges each request anew: a policy of the moment it was loaded in would stay with it.\n";
  out += NginxMap{"$uri", "worker"}.otherwise("").entry("~/hallpass\\.sw\\.js$", "worker ").text();
  out += NginxMap{"$hallpass_worker$sent_http_content_type", "carries"}
             .otherwise("1")
             .entry("~^worker (?:text|application)/javascript", "")
             .entry("~^(?:image/(?!svg)|font/|audio/|video/|text/css)", "")
             .text();
  out += NginxMap{"$hallpass_carries", "vary"}.otherwise("Cookie, Sec-GPC, DNT").entry("", "").text();
  NginxMap timing{"$hallpass_carries $hallpass_page $hallpass_record", "timing"};
  timing.otherwise("hallpass;desc=\"" + granted + "\"").entry("~^ ", "");
  if (undecided == Undecided::meta) timing.entry("1 " + rules.default_audience + " ", "");
  out += timing.text();
  // For the gate in the page, which cannot know it otherwise; a word that is no region is not passed on.
  out += NginxMap{"$hallpass_carries $hallpass_region", "place"}
             .otherwise("")
             .entry("~*^1 (?<hallpass_code>[a-z]{2}(?:-[a-z0-9]{1,3})?)$", "hallpass-region;desc=\"$hallpass_code\"")
             .text();
  out += NginxMap{"$hallpass_timing", "csp"}.otherwise(content_security_policy(sources)).entry("", "").text();
  return out;
}

std::string nginx_headers(std::string_view tracking_status) {
  return "# Include this file in the server block, and again in every location with an add_header of its own: such a\n"
         "# location forgets what was added outside. Made by hallpass build: do not edit.\n"
         "add_header Content-Security-Policy $hallpass_csp always;\n"
         "add_header Server-Timing $hallpass_timing always;\n"
         "add_header Server-Timing $hallpass_place always;\n"
         "add_header Vary $hallpass_vary always;\n"
         "add_header Tk " +
         std::string{tracking_status} + " always;\n";
}

constexpr std::string_view nginx_server =
    R"(# Include this file in the server block. Made by hallpass build: do not edit.
# https://www.w3.org/TR/tracking-dnt/#status-resource
location = /.well-known/dnt/ {
    default_type application/tracking-status+json;
    types { }
    try_files /.well-known/dnt/index.json =404;
}
)";

constexpr std::string_view static_head =
    R"(# For static hosts that read a _headers file (Netlify, Cloudflare Pages). Made by hallpass build.
# Such a file sends the same headers to everybody: what it closes, no visitor's choice opens. Keep it for paths where
# nothing optional is ever wanted, such as pages for students (write their path instead of /*). Everywhere else use the
# meta line, or the edge function in consent-headers.js, which follows the cookie.
)";

std::string static_headers(Closed const& closed, std::string_view tracking_status) {
  return std::string{static_head} + "/*\n  Content-Security-Policy: " + content_security_policy(closed.sources) +
         "\n  Server-Timing: hallpass;desc=\"" + closed.granted + "\"\n  Tk: " + std::string{tracking_status} +
         "\n/.well-known/dnt/*\n  Content-Type: application/tracking-status+json\n";
}

std::string edge_script(HeaderRules const& rules, Undecided undecided, std::string_view tracking_status,
                        std::string_view script) {
  json::object regimes;
  for (auto const& [code, regime] : rules.regimes) regimes[code] = regime;
  json::array purposes;
  for (auto const& purpose : rules.purposes) {
    json::array list;
    for (auto const& rule : purpose.rules) list.push_back(json::array{rule.pattern, rule.grants});
    json::array vendors;
    for (auto const& vendor : purpose.vendors) {
      vendors.push_back(json::array{vendor.refusal, json::value_from(vendor.hosts)});
    }
    purposes.push_back(json::object{
        {"id", purpose.id}, {"rules", list}, {"hosts", json::value_from(purpose.hosts)}, {"vendors", vendors}});
  }
  json::object const values{{"cookie", rules.cookie},
                            {"record", rules.record_pattern},
                            {"regimes", regimes},
                            {"unknownRegime", rules.unknown_regime},
                            {"audiences", json::value_from(rules.audiences)},
                            {"defaultAudience", rules.default_audience},
                            {"otherAudience", other_audience},
                            {"purposes", purposes},
                            {"metaForUndecided", undecided == Undecided::meta},
                            {"trackingStatus", tracking_status}};
  return "const HALLPASS_HEADERS = " + json::serialize(values) + ";\n" + std::string{script};
}

}  // namespace

std::vector<HeaderFile> header_files(HeaderRules const& rules, Undecided undecided, std::string_view tracking_status,
                                     std::string_view script) {
  return {{"nginx/maps.conf", nginx_maps(rules, undecided)},
          {"nginx/headers.conf", nginx_headers(tracking_status)},
          {"nginx/server.conf", std::string{nginx_server}},
          {"_headers", static_headers(closed(rules), tracking_status)},
          {"consent-headers.js", edge_script(rules, undecided, tracking_status, script)}};
}

std::size_t longest_policy(HeaderRules const& rules) {
  Sources sources;
  for (auto const& purpose : rules.purposes) {
    sources.add(sources_of(purpose.hosts));
    for (auto const& vendor : purpose.vendors) sources.add(sources_of(vendor.hosts));
  }
  return content_security_policy(sources).size();
}

std::string closed_policy(HeaderRules const& rules) {
  return content_security_policy(closed(rules).sources);
}

}  // namespace hallpass::cli
