#pragma once
// The district's private keys, from files of `hallpass keys --new-key`.

#include <memory>
#include <string>
#include <string_view>

#include "district/service/service.hpp"
#include "sdk/base/result.hpp"
#include "sdk/proof/signing_key.hpp"

namespace hallpass::server {

// Errors, `where` the flag: not_found; those of proof::read_signing_key.
[[nodiscard]] Result<proof::SigningKey> read_signing_key(std::string const& path, std::string_view flag);

// Who signs the receipts of steps: the issuer is the one of the published list of keys, which must hold the public
// half. Errors: of the key, `where` "--receipt-key", conflict when it is not published; of the list, `where`
// "--key-list".
[[nodiscard]] Result<std::shared_ptr<district::ReceiptSigner const>> read_receipt_signer(
    std::string const& key_path, std::string const& key_list_path, std::string_view age_recipient);

}  // namespace hallpass::server
