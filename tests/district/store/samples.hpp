#pragma once
// Things to put into a store.

#include "district/store/sqlite/sqlite_store.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hallpass {

inline store::Request sample_request(std::string id) {
  store::Request request{};
  request.id = std::move(id);
  request.student_id = "student";
  request.requester_id = "parent";
  request.requester_name = "Zoë 王";
  request.kind = records::RequestKind::deletion;
  request.basis = records::DeletionBasis::coppa;
  request.state = records::State::triaged;
  request.created_at = 1'795'000'000'123;
  request.entered_at = 1'795'000'000'456;
  request.entry_id = "accounts.usage";
  request.entry_field = "accounts.usage";
  request.entry_label = "Device and usage data";
  request.old_value = "it's; \"old\"\n";
  request.new_value = "'; DROP TABLE requests; --";
  request.reason = "because";
  return request;
}

}  // namespace hallpass
