// Any conversation with the district's API: requests of anybody, one after the other, as support/http_file.hpp reads
// them. Whoever asks stands in "Authorization: Bearer parent-1"; $a to $z are the ids that the district has given so
// far, in order, and $T the last ETag.
//
// Held of every answer: its status is the contract's; it is JSON, an error a problem of RFC 9457 that names nobody's
// data; it holds nothing of a record that whoever asked may not see; a refusal changes nothing, nor does a look by
// anybody but staff; a change stands in the audit log; and a POST repeated under its key is answered word for word.
//
// With HALLPASS_FUZZ_SHOW in the environment the whole conversation goes to the standard error.
#include <boost/json.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "district/api/api.hpp"
#include "district/api/idempotency_key.hpp"
#include "district/api/problem.hpp"
#include "tests/fuzz/support/contract.hpp"
#include "tests/fuzz/support/http_file.hpp"
#include "tests/fuzz/support/require.hpp"
#include "tests/fuzz/support/small_district.hpp"

namespace {

using namespace hallpass;
using fuzz::require;
namespace json = boost::json;

constexpr std::size_t most_requests = 24;
constexpr std::size_t id_digits = 32;
constexpr InstantMs hour_ms = 3'600'000;

struct Answered {
  api::Route const* route = nullptr;  // none: no such address, or it does not take the method
  api::Response response;
};

api::Method method_of(std::string_view word) {
  for (auto const method : {api::Method::get, api::Method::post, api::Method::put}) {
    if (word == to_string(method)) return method;
  }
  return api::Method::other;
}

bool is_refusal(api::Response const& response) {
  return response.status >= 400;
}

bool knows_idempotency_keys(api::Operation operation) {
  using enum api::Operation;
  return operation == create_request || operation == take_step || operation == upload_attachment;
}

std::string whole_text(api::Response const& response) {
  auto text = response.body;
  for (auto const& header : response.headers) text.append("\n").append(header.value);
  return text;
}

class Conversation {
 public:
  explicit Conversation(fuzz::SmallDistrict& district)
      : district_{district}, service_{district.home().store(), district.settings()}, ids_{district.ids()} {}

  void send(std::string_view written) {
    auto const request = fuzz::read_request(with_ids(written));
    auto& home = district_.home();
    auto const before = home.version();
    auto const answered = answer(request);
    if (std::getenv("HALLPASS_FUZZ_SHOW") != nullptr) show(request, answered.response);
    check_status(method_of(request.method), answered);
    check_form(answered.response);
    check_marks(request, answered);
    bool const changed = home.version() != before;
    require(home.audit_has_grown() == changed);
    if (is_refusal(answered.response)) require(!changed);
    if (method_of(request.method) == api::Method::get && !caller_of(request).starts_with("staff")) require(!changed);
    check_repetition(request, answered);
    note(answered.response);
    now_ += hour_ms;
  }

 private:
  static std::string_view caller_of(fuzz::WrittenRequest const& request) {
    constexpr std::string_view scheme = "Bearer ";
    auto const value = request.header("Authorization");
    return value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view{};
  }

  // As a session of district/server does it once the headers are read; the token's check is another fuzzer's.
  [[nodiscard]] Answered answer(fuzz::WrittenRequest const& request) const {
    auto const match = api::find_route(method_of(request.method), request.target);
    if (!match) return {nullptr, api::problem(match.error())};
    auto const& route = *match->route;
    auto const refuse = [&route](Error const& error) { return Answered{&route, api::problem(error)}; };
    district::Caller const caller{std::string{caller_of(request)}};
    if (route.access == api::Access::signed_in && caller.subject.empty()) {
      return refuse(fail(ErrorCode::unauthenticated, "Authorization"));
    }
    Result<std::string> key = std::string{};
    if (auto const value = request.header("Idempotency-Key"); route.method == api::Method::post && !value.empty()) {
      key = api::read_idempotency_key(value);
    }
    if (!key) return refuse(key.error());
    Result<api::EntityTags> tags = api::EntityTags{};
    if (auto const value = request.header("If-Match"); !value.empty()) tags = api::read_entity_tags(value);
    if (!tags) return refuse(tags.error());
    if (route.body == api::Body::none && !request.body.empty()) {
      return refuse(fail(ErrorCode::invalid_argument, "body", "This address takes no body."));
    }
    if (auto const type = api::check_content_type(route, request.header("Content-Type")); !type) {
      return refuse(type.error());
    }
    if (request.body.size() > api::body_limit_bytes(route.body)) return refuse(fail(ErrorCode::too_large, "body"));
    api::Api const entry{service_, {.name = "Lakeside", .age_recipient = "age1", .email = {}, .phone = {}}, {}};
    return {&route, entry.answer({*match, caller, as_bytes(request.body), *key, *tags}, now_)};
  }

  static void show(fuzz::WrittenRequest const& request, api::Response const& response) {
    std::fprintf(stderr, "%s %s by %s: %d\n%s\n", request.method.c_str(), request.target.c_str(),
                 std::string{caller_of(request)}.c_str(), response.status, whole_text(response).c_str());
  }

  static void check_status(api::Method method, Answered const& answered) {
    static fuzz::Contract const contract;
    auto const status = answered.response.status;
    if (answered.route == nullptr) return require(status == 400 || status == 404 || status == 405);
    require(contract.names(method, answered.route->path, status));
  }

  static void check_form(api::Response const& response) {
    if (!is_refusal(response)) {
      if (response.content_type != "application/age") static_cast<void>(parsed(response.body));
      return;
    }
    require(response.content_type == "application/problem+json");
    auto const problem = parsed(response.body);
    require(problem.at("status") == response.status);
    auto const code = std::string(problem.at("code").as_string());
    require(problem.at("type").as_string() == std::string_view("tag:hallpass.example,2026:problem/" + code));
    require(!problem.at("title").as_string().empty());
    std::size_t members = 4;
    for (auto const* const member : {"where", "detail"}) {
      auto const* const found = problem.if_contains(member);
      if (found == nullptr) continue;
      ++members;
      require(found->as_string().size() < 1000);  // nothing of what was sent, which may be much longer
    }
    require(problem.size() == members);
    // What may not be seen and what does not exist look the same.
    if (code == "not_found") require(response.body == api::problem(fail(ErrorCode::not_found, "")).body);
  }

  static json::object parsed(std::string const& body) {
    boost::system::error_code error;
    auto value = json::parse(body, error);
    require(!error && value.is_object());
    return std::move(value.get_object());
  }

  void check_marks(fuzz::WrittenRequest const& request, Answered const& answered) {
    if (answered.route != nullptr && answered.route->operation == api::Operation::take_redaction &&
        !is_refusal(answered.response) && request.body.find("lift") != std::string::npos) {
      lifted_ = true;  // from now on the family may read it
    }
    auto const text = whole_text(answered.response);
    for (std::size_t i = 0; i < fuzz::mark_count; ++i) {
      auto const mark = static_cast<fuzz::Mark>(i);
      if (text.find(district_.word(mark)) == std::string::npos) continue;
      require(!is_refusal(answered.response));
      require(fuzz::SmallDistrict::may_see(caller_of(request), mark) || (mark == fuzz::Mark::classmate && lifted_));
    }
  }

  void check_repetition(fuzz::WrittenRequest const& request, Answered const& answered) const {
    if (is_refusal(answered.response) || request.header("Idempotency-Key").empty() ||
        !knows_idempotency_keys(answered.route->operation)) {
      return;
    }
    auto const again = answer(request);
    require(again.response.status == answered.response.status &&
            whole_text(again.response) == whole_text(answered.response));
    static_cast<void>(district_.home().audit_has_grown());  // staff have looked once more
  }

  // Ids are runs of hexadecimal digits that stand alone.
  void note(api::Response const& response) {
    auto const text = whole_text(response);
    constexpr std::string_view digits = "0123456789abcdef";
    for (auto at = text.find_first_of(digits); at != std::string::npos; at = text.find_first_of(digits, at)) {
      auto const end = std::min(text.find_first_not_of(digits, at), text.size());
      auto const id = text.substr(at, end - at);
      if (id.size() == id_digits && std::ranges::find(ids_, id) == ids_.end()) ids_.push_back(id);
      at = end;
    }
    auto const tag = std::ranges::find(response.headers, "ETag", &api::Header::name);
    if (tag != response.headers.end()) tag_ = tag->value;
  }

  [[nodiscard]] std::string with_ids(std::string_view written) const {
    std::string text;
    for (std::size_t at = 0; at < written.size(); ++at) {
      auto const letter = at + 1 < written.size() ? written[at + 1] : '\0';
      auto const index = static_cast<std::size_t>(static_cast<unsigned char>(letter)) - 'a';
      if (written[at] == '$' && letter >= 'a' && letter <= 'z' && index < ids_.size()) {
        text += ids_[index];
        ++at;
      } else if (written[at] == '$' && letter == 'T') {
        text += tag_;
        ++at;
      } else {
        text += written[at];
      }
    }
    return text;
  }

  fuzz::SmallDistrict& district_;
  district::Service service_;
  InstantMs now_ = fuzz::SmallDistrict::opened + hour_ms;
  std::vector<std::string> ids_;
  std::string tag_;
  bool lifted_ = false;
};

// The fuzzer learns words from what it is compared with: whoever sends a mark may get it back.
bool holds_a_mark(fuzz::SmallDistrict const& district, std::string_view text) {
  for (std::size_t i = 0; i < fuzz::mark_count; ++i) {
    if (text.find(district.word(static_cast<fuzz::Mark>(i))) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static fuzz::SmallDistrict district;
  auto const text = as_text({data, size});
  if (holds_a_mark(district, text)) return 0;
  {
    Conversation conversation{district};
    for (auto const request : fuzz::split_requests(text, most_requests)) conversation.send(request);
  }
  district.home().reset();
  return 0;
}
