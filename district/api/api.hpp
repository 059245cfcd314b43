#pragma once
// One request in, one answer out: finds the use case, translates both ways.

#include "district/api/message.hpp"
#include "district/api/routes.hpp"
#include "district/api/write_json.hpp"
#include "district/service/service.hpp"

namespace hallpass::api {

class Api {
 public:
  // REQUIRES: the service outlives it.
  Api(district::Service const& service, DistrictCard card) : service_(service), card_(std::move(card)) {}

  // `match` from find_route, its content type checked; `caller` as the token says (empty for Access::everybody); `body`
  // no larger than body_limit_bytes. Always an answer: errors are problems (problem.hpp). Threads: any.
  [[nodiscard]] Response answer(Match const& match, district::Caller const& caller, ByteView body, InstantMs now) const;

 private:
  [[nodiscard]] Result<Response> run(Match const& match, district::Caller const& caller, ByteView body,
                                     InstantMs now) const;
  district::Service const& service_;
  DistrictCard card_;
};

}  // namespace hallpass::api
