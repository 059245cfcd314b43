#pragma once
// What the system itself says in a request's timeline, in English; the portal translates each.

#include <array>
#include <string_view>

namespace hallpass::records::sayings {

inline constexpr std::string_view may_ask =
    "Your sign-in and the district's roster show that you may ask about this student.";
inline constexpr std::string_view with_the_office = "It is with the records office.";
inline constexpr std::string_view right_to_hearing = "You have the right to a hearing about this (34 CFR 99.21).";
inline constexpr std::string_view right_to_statement =
    "You may place a statement in the record beside what was not changed; it is kept and shown with it (34 CFR "
    "99.21(b)(2), (c)).";
inline constexpr std::string_view own_statement =
    "You may place a statement in the record beside what was not changed; it is kept and shown with it.";
inline constexpr std::string_view may_ask_own =
    "Your sign-in and the district's roster show that this is your own record.";
inline constexpr std::string_view held_back =
    "It will be deleted as soon as a pending inspection of the record has ended (34 CFR 99.10(e)).";
inline constexpr std::string_view own_held_back =
    "It will be deleted as soon as the pending inspection of the record has ended.";
inline constexpr std::string_view vendor_told = "The vendor of the learning product was told to delete it.";
inline constexpr std::string_view deleted = "It was deleted and overwritten.";
inline constexpr std::string_view no_authority = "A binding document takes away the right to ask (34 CFR 99.4).";

inline constexpr std::array all{may_ask, with_the_office, right_to_hearing, right_to_statement, held_back,  vendor_told,
                                deleted, no_authority,    own_statement,    own_held_back,      may_ask_own};

}  // namespace hallpass::records::sayings
