#pragma once
// Mails that there is news on a request: to the requester, about what somebody else did (docs/mail.md).

#include "district/service/progress.hpp"

namespace hallpass::district {

// Whether the requester may see the request now: nobody else is told of it.
[[nodiscard]] Result<bool> may_be_told(store::Transaction& transaction, store::Request const& request,
                                       Settings const& settings, CivilDate today);

// Puts a mail about a step that was just kept into the outbox. Does nothing where the district sends none, for what the
// requester did, and for a requester without an address or rights.
[[nodiscard]] Result<void> tell_requester(Work const& work, store::Request const& request);

// Plain ASCII and one @: nothing that could be taken for a command, a header or a second address.
[[nodiscard]] bool is_mail_address(std::string_view text) noexcept;

// How long to wait after so many tries: twice as long each time, up to some hours, and `luck` (0 to 1) puts it between
// three quarters and five quarters of that, so that a thousand mails do not come back at once.
[[nodiscard]] InstantMs wait_after(std::int64_t tries, InstantMs first, double luck) noexcept;

}  // namespace hallpass::district
