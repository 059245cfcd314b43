#pragma once
// One reader for every struct of a policy: which keys it has, and what each may hold. Called through `structure` and
// `entries` of fields.hpp.

#include "sdk/policy/fields.hpp"
#include "sdk/policy/policy.hpp"

namespace hallpass::policy {

void read(Object& in, Policy& out);

// sections_people.cpp
void read(Object& in, Controller& out);
void read(Object& in, Contact& out);
void read(Object& in, DisputeResolver& out);
void read(Object& in, Audience& out);
void read(Object& in, DataCategory& out);
void read(Object& in, Collection& out);
void read(Object& in, District& out);
void read(Object& in, Authorisations& out);
void read(Object& in, KeyListSource& out);
void read(Object& in, Recipient& out);
void read(Object& in, FormField& out);
void read(Object& in, Form& out);

// sections_purposes.cpp
void read(Object& in, Purpose& out);
void read(Object& in, Technology& out);
void read(Object& in, Vendor& out);
void read(Object& in, Partner& out);
void read(Object& in, Disclosure& out);

// sections_regions.cpp
void read(Object& in, Regime& out);
void read(Object& in, Region& out);
void read(Object& in, UnknownRegion& out);
void read(Object& in, SignalRule& out);

// sections_duties.cpp
void read(Object& in, Clock& out);
void read(Object& in, Children& out);
void read(Object& in, Marketing& out);
void read(Object& in, OptOutMechanism& out);
void read(Object& in, Advertising& out);
void read(Object& in, Retention& out);
void read(Object& in, Right& out);
void read(Object& in, AddendumRule& out);
void read(Object& in, Addendum& out);

// sections_texts.cpp
void read(Object& in, Statement& out);
void read(Object& in, Passage& out);
void read(Object& in, BannerTexts& out);
void read(Object& in, PurposeText& out);
void read(Object& in, Texts& out);

}  // namespace hallpass::policy
