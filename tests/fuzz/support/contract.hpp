#pragma once
// Which statuses district/openapi.yaml names for which operation.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "district/api/message.hpp"

namespace hallpass::fuzz {

class Contract {
 public:
  Contract();
  // `path`: of the route, e.g. "/v1/requests/{request_id}". Beside those named there, none.
  [[nodiscard]] bool names(api::Method method, std::string_view path, int status) const;

 private:
  std::map<std::pair<std::string, std::string>, std::set<int>> statuses_;  // by method and path
};

}  // namespace hallpass::fuzz
