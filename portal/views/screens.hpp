#pragma once
// One function a screen, each in a file of its name: what stands below the page's heading.

#include <span>

#include "portal/views/page.hpp"

namespace hallpass::portal {

void draw_welcome(Page const& page);
void draw_home(Page const& page);
void draw_not_for_you(Page const& page);
void draw_children(Page const& page);
void draw_record(Page const& page);
void draw_correction(Page const& page, std::string_view key, Draft const& draft);
void draw_deletion(Page const& page, std::string_view key, Draft const& draft);
void draw_inspection(Page const& page, std::string_view key, Draft const& draft);
void draw_review(Page const& page, std::string_view key, Draft const& draft);
void draw_requests(Page const& page);
void draw_request(Page const& page);
void draw_disclosures(Page const& page);
void draw_copy(Page const& page);
void draw_directory(Page const& page);
void draw_staff_queue(Page const& page);
void draw_redaction(Page const& page);

// Forms under a request, where it allows them.
void draw_step_form(Page const& page, Request const& request);
void draw_message_form(Page const& page, Request const& request);

// Of a correction of several entries.
void draw_changes(Page const& page, std::span<RequestEntry const> entries);

void draw_dialog(Page const& page);

}  // namespace hallpass::portal
