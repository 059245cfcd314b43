#pragma once
// Keys of the nodes that people act on: the screens give them, update() understands them. "verb" or "verb:what";
// ids of the district may hold any character, so only the first colon counts.

#include <cstdint>
#include <string>
#include <string_view>

namespace hallpass::portal::keys {

// Everywhere
inline constexpr std::string_view sign_in = "sign-in";
inline constexpr std::string_view sign_out = "sign-out";
inline constexpr std::string_view language = "language";  // a select: the value is a tag
inline constexpr std::string_view view = "view";          // to the other view
inline constexpr std::string_view retry = "retry";
inline constexpr std::string_view to_children = "to-children";
inline constexpr std::string_view to_requests = "to-requests";
inline constexpr std::string_view to_queue = "to-queue";
inline constexpr std::string_view focus = "focus";  // + ":" + a node's key: moves the focus there

// On a child, an entry of the record on the screen, a request
inline constexpr std::string_view record = "record";            // + student
inline constexpr std::string_view disclosures = "disclosures";  // + student
inline constexpr std::string_view inspect = "inspect";          // + student
inline constexpr std::string_view get_copy = "get-copy";        // + student
inline constexpr std::string_view correct = "correct";          // + entry
inline constexpr std::string_view erase = "erase";              // + entry
inline constexpr std::string_view request = "request";          // + request
inline constexpr std::string_view resume = "resume";            // + draft: back to its form
inline constexpr std::string_view withdraw = "withdraw";
inline constexpr std::string_view directory = "directory";  // + student: the screen about directory information
inline constexpr std::string_view opt_out = "opt-out";
inline constexpr std::string_view rescind = "rescind";
inline constexpr std::string_view redact = "redact";        // + entry: to the form that hides a part of it
inline constexpr std::string_view show_more = "show-more";  // + the list's name
inline constexpr std::string_view lift = "lift";            // + redaction
inline constexpr std::string_view told = "told";            // staff have told the requester what no mail could
inline constexpr std::string_view save_proof = "save-proof";
inline constexpr std::string_view download = "download";  // + attachment of the request on the screen

// Of the copy of a record
inline constexpr std::string_view copy_format = "copy-format";
inline constexpr std::string_view copy_lock = "copy-lock";
inline constexpr std::string_view copy_passphrase = "copy-passphrase";
inline constexpr std::string_view copy_show = "copy-show";
inline constexpr std::string_view save_copy = "save-copy";

// Of the form that hides a part of an entry
inline constexpr std::string_view redaction_part = "redaction-part";
inline constexpr std::string_view redaction_note = "redaction-note";
inline constexpr std::string_view send_redaction = "send-redaction";

// Of a draft: each + ":" + draft_key()
inline constexpr std::string_view new_value = "new-value";          // + ":" + its change's number, before the draft
inline constexpr std::string_view remove_change = "remove-change";  // likewise
inline constexpr std::string_view more_changes = "more-changes";
inline constexpr std::string_view reason = "reason";
inline constexpr std::string_view file = "file";
inline constexpr std::string_view remove_file = "remove-file";
inline constexpr std::string_view event = "event";
inline constexpr std::string_view hearing_date = "hearing-date";
inline constexpr std::string_view hearing_time = "hearing-time";
inline constexpr std::string_view hearing_place = "hearing-place";
inline constexpr std::string_view review = "review";
inline constexpr std::string_view send = "send";
inline constexpr std::string_view discard = "discard";

// The dialog that is open
inline constexpr std::string_view dialog = "dialog";
inline constexpr std::string_view confirm = "dialog-confirm";
inline constexpr std::string_view cancel = "dialog-cancel";

[[nodiscard]] inline std::string of(std::string_view verb, std::string_view what) {
  return std::string{verb}.append(":").append(what);
}

// The header of one row of a long list.
[[nodiscard]] inline std::string row_of(std::string_view list, std::size_t index) {
  return of(of("row-header", std::to_string(index)), list);
}

// Of one change of a correction.
[[nodiscard]] inline std::string of(std::string_view verb, std::uint32_t change, std::string_view draft) {
  return of(verb, of(std::to_string(change), draft));
}

struct Parts {
  std::string_view verb;
  std::string_view what;  // empty without a colon
};
[[nodiscard]] inline Parts parts(std::string_view key) noexcept {
  auto const colon = key.find(':');
  if (colon == std::string_view::npos) return {key, {}};
  return {key.substr(0, colon), key.substr(colon + 1)};
}

// The key of the screen's heading, which takes the focus when the screen comes.
[[nodiscard]] inline std::string title(unsigned page) {
  return "title:" + std::to_string(page);
}

}  // namespace hallpass::portal::keys
