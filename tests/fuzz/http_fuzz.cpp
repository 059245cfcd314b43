// Any request to the district's API: a line with method and address, one with the Idempotency-Key, one with If-Match,
// and the body. Every reader ends with a value within its limits or an error that can be told.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "district/api/entity_tag.hpp"
#include "district/api/idempotency_key.hpp"
#include "district/api/page_query.hpp"
#include "district/api/problem.hpp"
#include "district/api/read_json.hpp"
#include "district/api/routes.hpp"

namespace {

using namespace hallpass;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string_view take_line(std::string_view& rest) {
  auto const end = std::min(rest.find('\n'), rest.size());
  auto const line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

// An error goes out as JSON to who asked, and its place into the log: neither may be as long as what was sent.
template <class T>
bool is_read(Result<T> const& result) {
  if (result) return true;
  require(result.error().where.size() < 300 && result.error().advice.size() < 1000);
  return false;
}

void read_address(std::string_view line) {
  constexpr std::array methods{std::pair{std::string_view{"GET "}, api::Method::get},
                               std::pair{std::string_view{"POST "}, api::Method::post},
                               std::pair{std::string_view{"PUT "}, api::Method::put}};
  for (auto const& [word, method] : methods) {
    if (!line.starts_with(word)) continue;
    auto const target = line.substr(word.size());
    auto const match = api::find_route(method, target);
    if (!is_read(match)) return;
    require(match->route != nullptr && match->route->method == method);
    require(!api::allowed_methods(target).empty());
    for (auto const& parameter : match->parameters) require(!parameter.empty() && parameter.size() <= target.size());
    if (auto const page = api::read_page(match->query); is_read(page)) require(page->after.size() <= target.size());
  }
}

void read_body(std::string_view text) {
  auto const body = as_bytes(text);
  if (auto const request = api::read_new_request(body); is_read(request)) {
    require(request->entries.size() <= 20 && request->attachment_ids.size() <= 20);
  }
  is_read(api::read_step(body));
  is_read(api::read_opt_out(body));
  is_read(api::read_redaction_event(body));
  is_read(api::read_new_redaction(body));
  is_read(api::read_lifted_redaction(body));
  is_read(api::read_court_order(body, "student", "guardian"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto rest = as_text({data, size});
  read_address(take_line(rest));
  if (auto const key = api::read_idempotency_key(take_line(rest)); is_read(key)) {
    require(!key->empty() && key->size() <= 255);
  }
  if (auto const tags = api::read_entity_tags(take_line(rest)); is_read(tags)) {
    static_cast<void>(tags->match(api::entity_tag("answer")));
  }
  read_body(rest);
  return 0;
}
