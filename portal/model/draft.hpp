#pragma once
// What a person is writing: a request, a step of one, or a message, before it is sent.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "portal/model/district.hpp"
#include "portal/model/event.hpp"

namespace hallpass::portal {

enum class Problem : std::uint8_t {
  none,
  network,     // no answer
  expired,     // 401: sign in again
  not_found,   // 404: gone, or not to be seen by this person
  conflict,    // 409, 412: changed meanwhile
  too_large,   // 413
  not_taken,   // another 4xx: the district did not accept it
  district,    // 5xx
  unreadable,  // the answer is not what the contract says
  file,        // the file could not be read, encrypted or saved
  keys         // whom to encrypt it to could not be believed
};

enum class DraftKind : std::uint8_t { correction, deletion, inspection, step, message };
enum class FieldError : std::uint8_t {
  none,
  required,
  same_as_old,
  marks_differ,  // what is hidden was taken out, or more put in
  too_long,
  file_too_large,
  choose_file_again,
  in_the_past
};
enum class Sending : std::uint8_t { no, uploading, posting };

// In bytes of UTF-8; district/openapi.yaml.
inline constexpr std::size_t max_text_bytes = 4000;
inline constexpr std::size_t max_place_bytes = 255;
// Of the file before encryption, which adds less than 0.1 %: stays under the contract's 10 MiB.
inline constexpr std::uint64_t max_file_bytes = 10'000'000;

// district/openapi.yaml.
inline constexpr std::size_t max_changes = 20;

// One entry of a correction.
struct Change {
  std::uint32_t number = 0;  // of its draft, never given twice: part of its controls' keys
  std::string entry_id{};
  std::string label{};
  std::string old_value{};
  std::string new_value{};
  FieldError error = FieldError::none;
};

// Lost only by sending it, by discarding it, or by signing out.
struct Draft {
  DraftKind kind = DraftKind::correction;
  std::string student_id;
  std::string student_name;
  std::optional<RecordKind> record_kind = RecordKind::student;
  std::string request_id;              // of a step or message
  std::optional<RequestKind> asked{};  // likewise: what it is about
  std::string entry_id;                // of a deletion
  std::string label;                   // likewise, or of what a step is about
  std::string old_value;               // of a deletion
  std::optional<DeletionBasis> deletion_basis{};

  std::vector<Change> changes;      // of a correction: at least one, in the order they were chosen
  std::uint32_t last_change = 0;    // the highest number of a change so far
  bool wants_more_changes = false;  // the person went to choose another entry

  std::string reason;                 // of a step or message: its text
  std::vector<RequestEvent> choices;  // of a step: what the request allows now
  std::optional<RequestEvent> event{};
  std::string hearing_date;  // "YYYY-MM-DD", of schedule_hearing only
  std::string hearing_time;  // "HH:MM" of the person's own clock
  std::string hearing_place;
  InstantMs hearing_at_ms = 0;  // of date and time, set by check()

  std::string file_name;  // empty: no attachment. The bytes stay with the host
  std::uint64_t file_size_bytes = 0;
  bool file_lost = false;     // chosen once, but the page was left since
  std::string attachment_id;  // uploaded already

  FieldError reason_error = FieldError::none;
  FieldError file_error = FieldError::none;
  FieldError event_error = FieldError::none;
  FieldError date_error = FieldError::none;
  FieldError time_error = FieldError::none;
  FieldError place_error = FieldError::none;

  std::string once;     // Http::once of `posted`; empty: none was sent, or the district has refused it
  std::string posted;   // the body that was sent last
  bool unsure = false;  // whether that has reached the district: its answer was lost
  Sending sending = Sending::no;
  EffectId waiting_for = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t total_bytes = 0;
  Problem problem = Problem::none;
};

// A draft that says whose record it is about, and nothing else yet.
[[nodiscard]] Draft draft_about(Student const& student);
// "correction:STUDENT", "deletion:STUDENT:ENTRY", "inspection:STUDENT", "step:REQUEST", "message:REQUEST": one draft
// for each thing one can write about.
[[nodiscard]] std::string draft_key(Draft const& draft);

// Somebody wrote something that would be lost with it.
[[nodiscard]] bool is_touched(Draft const& draft) noexcept;
// Another entry is added to this correction rather than taking the place of the one it was begun with.
[[nodiscard]] bool collects_changes(Draft const& draft) noexcept;
// Sets the draft's errors; true when there are none and it may be sent.
struct State;
bool check(Draft& draft, State const& state);
[[nodiscard]] bool has_errors(Draft const& draft) noexcept;

// What the host keeps of them. A chosen file is not in it: its bytes are gone with the page.
struct Saved;
[[nodiscard]] std::string save(Saved const& saved);
// Takes any text; what is not ours comes back as nothing.
[[nodiscard]] Saved restore(std::string_view text);

}  // namespace hallpass::portal
