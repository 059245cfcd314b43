#pragma once
// One request in, one answer out: finds the use case, translates both ways.

#include <functional>

#include "district/api/entity_tag.hpp"
#include "district/api/message.hpp"
#include "district/api/routes.hpp"
#include "district/api/write_json.hpp"
#include "district/service/service.hpp"

namespace hallpass::api {

// The published keys, as they are now (district/server/published_keys.hpp). Threads: any.
using KeysFile = std::function<Result<std::string>()>;

// A request whose headers were found to be in order.
struct Call {
  Match const& match;              // from find_route, its content type checked
  district::Caller const& caller;  // as the token says; empty for Access::everybody
  ByteView body;                   // no larger than body_limit_bytes
  std::string idempotency_key;     // from read_idempotency_key; empty: none
  EntityTags if_match;             // from read_entity_tags; none given: whatever there is
};

class Api {
 public:
  // REQUIRES: the service outlives it. Without `keys` the district publishes none.
  Api(district::Service const& service, DistrictCard card, KeysFile keys)
      : service_(service), card_(std::move(card)), keys_(std::move(keys)) {}

  // Always an answer: errors are problems (problem.hpp). Threads: any.
  [[nodiscard]] Response answer(Call const& call, InstantMs now) const;

 private:
  [[nodiscard]] Result<Response> run(Call const& call, InstantMs now) const;
  [[nodiscard]] Result<district::Record> redact(district::Caller const& caller, std::string_view student_id,
                                                records::RedactionEvent event, ByteView body, InstantMs now) const;
  district::Service const& service_;
  DistrictCard card_;
  KeysFile keys_;
};

}  // namespace hallpass::api
