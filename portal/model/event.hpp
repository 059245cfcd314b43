#pragma once
// What can happen to the portal: values that the host page (web/portal, through portal/app) hands to update().
// The model has no clock, no network and no DOM; everything of that kind arrives here.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "portal/model/language.hpp"
#include "portal/model/wall_clock.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::portal {

// The number of an effect that will be answered. Never reused; 0 is none.
using EffectId = std::uint32_t;
// How the page is shown (portal.md): ImGui's pixels under a transparent DOM, or the DOM alone.
enum class View : std::uint8_t { canvas, plain };

// First event of all, once.
struct Started {
  Language language;                    // the one of the host's that suits the person best
  std::vector<LanguageName> languages;  // all that the host has
  WallClock clock;                      // as the browser knows it for some years around now
  View view = View::canvas;
  std::string saved_draft;  // what the last SaveDraft effect held, or empty
  std::string logo{};       // the address of the district's, on the portal's own host; or empty
};

// The host holds an access token now. expires_at_ms: 0 when unknown.
struct SignedIn {
  InstantMs expires_at_ms = 0;
};
// The provider refused, or the person turned back. `code` is OAuth's error code ("access_denied"); never shown.
struct SignInFailed {
  std::string code;
};

// A button, link or disclosure was activated (mouse, keyboard, assistive technology alike). Unknown keys do nothing.
struct Clicked {
  std::string key;
};
// The person changed a control. text: the field's whole text; "true"/"false" of a checkbox; the value of a chosen
// option.
struct FieldChanged {
  std::string key;
  std::string text;
};
// A file input holds this file now (the bytes stay with the host); an empty name when it was emptied.
struct FileChosen {
  std::string key;
  std::string name;
  std::uint64_t size_bytes = 0;
};
// A dialog was closed by Escape or by the browser.
struct Dismissed {
  std::string key;
};

// How Http, UploadAttachment, Download and SaveCopy end, each exactly once.
// status: the HTTP status, 0 when no answer came, -1 when the host could not read, encrypt or save the file,
// -2 when it could not believe to whose keys to encrypt it.
// body: the answer's bytes as they came, at most 16 MiB (longer: the host answers status 0); empty after a download.
struct Answered {
  EffectId id = 0;
  std::int32_t status = 0;
  std::string body;
};
// Optional, any number of times between UploadAttachment and its answer.
struct UploadProgressed {
  EffectId id = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t total_bytes = 0;
};

// How LoadLanguage ends: the language, or that it could not be loaded.
struct LanguageLoaded {
  Language language;
};
struct LanguageMissed {
  std::string tag;
};

// The view switched, by the person or by itself (forced colours, no WebGL, print …).
struct ViewChanged {
  View view = View::canvas;
};
// Browser back or forward: the `page` number of an earlier SetPage.
struct PageRecalled {
  std::uint32_t page = 0;
};
// The time asked for by WakeAt has come.
struct Woke {};

struct Event {
  InstantMs now_ms = 0;  // the host's clock when it happened
  std::variant<Started, SignedIn, SignInFailed, Clicked, FieldChanged, FileChosen, Dismissed, Answered,
               UploadProgressed, ViewChanged, PageRecalled, Woke, LanguageLoaded, LanguageMissed>
      what;
};

}  // namespace hallpass::portal
