#pragma once
// What the portal wants done: values that update() returns and the host page (web/portal) carries out, in order,
// after the frame that shows the new state has reached the DOM.

#include <cstdint>
#include <string>
#include <variant>

#include "portal/model/event.hpp"

namespace hallpass::portal {

enum class Method : std::uint8_t { get, post };
enum class Urgency : std::uint8_t { polite, assertive };
// public_: no Authorization header. bearer: the host adds its access token.
enum class Authorization : std::uint8_t { public_, bearer };

// Send to the district's API; answer with Answered{id}. Accept is application/json, application/problem+json.
struct Http {
  EffectId id = 0;
  Method method = Method::get;
  std::string path;  // from the API's base, starts with "/v1/"; already percent-encoded
  std::string body;  // JSON, empty for GET; content type application/json
  Authorization authorization = Authorization::bearer;
  // Not empty: of all of this person's calls with this key the district does one and answers the others alike
  // (Idempotency-Key). Letters, digits and "-".
  std::string once{};
  // Not empty, the path of a request: only if that is still as the page got it last (If-Match), so that nobody decides
  // on what they have not seen.
  std::string unless_changed{};
};

// Authorization code + PKCE at the district's provider. Leaves the page once every SaveDraft before it is done.
struct SignIn {};
// Forget the token, tell the provider, forget any saved draft.
struct SignOut {};

// Encrypt the file that the file input `field_key` holds to the keys that the district has signed (web/vault) and POST
// the ciphertext (content type application/age) to `path`; answer with Answered{id}. The host keeps a chosen file under
// its field's key even when the field is no longer on the page, until another is chosen there or the page is left.
struct UploadAttachment {
  EffectId id = 0;
  std::string field_key;
  std::string path;
};
// GET `path` with the token and save its bytes under `file_name`; answer with Answered{id}, body empty.
struct Download {
  EffectId id = 0;
  std::string path;
  std::string file_name;
};

// Save this text as a file on the person's device. With a passphrase: encrypted under it (age, web/vault), ".age" added
// to the name. Answer with Answered{id}, status 200 or -1, body empty.
struct SaveCopy {
  EffectId id = 0;
  std::string file_name;
  std::string media_type;
  std::string text;
  std::string passphrase;
};

// Say it once in the page's live region of that urgency.
struct Announce {
  std::string text;
  Urgency urgency = Urgency::polite;
};
// Move the focus to the node with this key; if there is none in this frame, do nothing.
struct Focus {
  std::string key;
};
// A new screen: set the document's title, scroll to the top, and push a history entry that carries only the number
// (no address of a child or request is ever in the history). replace: overwrite the current entry instead, and leave
// the scroll position (the title changed, or the language).
struct SetPage {
  std::uint32_t page = 0;
  std::string title;
  bool replace = false;
};
// Set <html lang> and its direction.
struct SetLanguage {
  std::string tag;  // "en", "zh-Hans"
};
// Load another of the host's languages; answer with LanguageLoaded or LanguageMissed.
struct LoadLanguage {
  std::string tag;
};
// Ask the host to switch; it answers with ViewChanged.
struct SetView {
  View view = View::canvas;
};
// Keep this text for this tab, encrypted, over a reload and a crash; it replaces the one before. Empty: forget it. At a
// SignOut it is forgotten too. Started hands it back.
struct SaveDraft {
  std::string text;
};
// Send Woke at this time; replaces an earlier wish. 0: none.
struct WakeAt {
  InstantMs at_ms = 0;
};

using Effect = std::variant<Http, SignIn, SignOut, UploadAttachment, Download, Announce, Focus, SetPage, SetLanguage,
                            SetView, SaveDraft, WakeAt, SaveCopy, LoadLanguage>;

}  // namespace hallpass::portal
