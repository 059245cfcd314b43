#pragma once
// The disclosure log: what staff saw and what left the district (34 CFR 99.32).

#include "district/service/access.hpp"
#include "district/service/service.hpp"

namespace hallpass::district {

// Why staff looked, of a student's record and of an applicant's or employee's.
struct Interest {
  std::string_view of_student;
  std::string_view of_personnel;
};
inline constexpr Interest opened_record{"Opened the student's record", "Opened the personnel record"};
inline constexpr Interest opened_request{"Opened a parent's request", "Opened a request about the personnel record"};
inline constexpr Interest opened_evidence{"Opened a parent's evidence", "Opened evidence for the personnel record"};
inline constexpr Interest worked_on_request{"Worked on a parent's request",
                                            "Worked on a request about the personnel record"};
inline constexpr Interest wrote_about_request{"Wrote about a parent's request",
                                              "Wrote about a request on the personnel record"};
inline constexpr Interest saved_receipts{"Saved the receipts of a parent's request",
                                         "Saved the receipts of a request about the personnel record"};
inline constexpr Interest told_of_news{"Told a parent of news on their request",
                                       "Told the person of news on their request"};

// Logs a view by staff; a parent's own view leaves no entry. Part of the caller's transaction, so that nothing is shown
// that is not logged.
[[nodiscard]] Result<void> log_view(store::Transaction& transaction, Sight const& sight, std::string_view interest,
                                    std::vector<records::Category> what, InstantMs now);
[[nodiscard]] Result<void> log_view(store::Transaction& transaction, Sight const& sight, Interest const& interest,
                                    std::vector<records::Category> what, InstantMs now);

// Logs that a learning product's vendor was told to delete an entry.
[[nodiscard]] Result<void> log_direction(store::Transaction& transaction, store::Request const& request,
                                         std::string_view source, InstantMs now);

// What a request is about; an inspection is about all of it.
[[nodiscard]] std::vector<records::Category> categories_of(store::Request const& request);

}  // namespace hallpass::district
