#pragma once
// Signed receipts of the steps of requests, as the store keeps them beside the steps.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/result.hpp"

namespace hallpass::store {

struct Receipt {
  std::string request_id;
  std::int64_t step = 0;  // from 1, as in the timeline
  std::string statement;  // as it was signed
  std::string said;       // canonical JSON, which the receipt has a digest of
  std::string said_salt;  // of that digest
  std::string values;     // likewise; both empty where the step is not about entries, or one of them was destroyed
  std::string values_salt;
};

// Receipts are only ever added; a destruction empties their values.
class Receipts {
 public:
  Receipts() = default;
  Receipts(Receipts const&) = delete;
  Receipts& operator=(Receipts const&) = delete;
  virtual ~Receipts() = default;

  [[nodiscard]] virtual Result<void> add_receipt(Receipt const& receipt) = 0;
  // In the order of the steps.
  [[nodiscard]] virtual Result<std::vector<Receipt>> receipts(std::string_view request_id) = 0;
};

}  // namespace hallpass::store
