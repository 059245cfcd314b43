#pragma once
// The service's values as the JSON of district/openapi.yaml.

#include <string>
#include <vector>

#include "district/service/page.hpp"
#include "district/service/values.hpp"

namespace hallpass::api {

[[nodiscard]] std::string write_me(district::Me const& me);
[[nodiscard]] std::string write_record(district::Record const& record);
[[nodiscard]] std::string write_disclosures(district::Paged<district::Disclosure> const& disclosures);
[[nodiscard]] std::string write_opt_out(district::DirectoryOptOut const& opt_out);
[[nodiscard]] std::string write_request(district::Request const& request);
[[nodiscard]] std::string write_requests(district::Paged<district::Request> const& requests);
[[nodiscard]] std::string write_receipts(std::vector<district::Receipt> const& receipts);
[[nodiscard]] std::string write_attachment(district::Attachment const& attachment);
[[nodiscard]] std::string write_court_order(district::CourtOrder const& order);

// What anybody may know about the district.
struct DistrictCard {
  std::string name;
  std::string age_recipient;  // "age1…": attachments are encrypted to it
  std::string email;          // may be empty
  std::string phone;          // may be empty
};
[[nodiscard]] std::string write_district(DistrictCard const& card);

}  // namespace hallpass::api
