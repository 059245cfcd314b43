#pragma once
// The model's events and effects as bytes, for the crossing into JavaScript. web/portal/protocol.ts is the other side.
//
// Little-endian; text: u32 bytes, UTF-8. Nodes are elements' numbers (surface::NodeId): the page knows no keys.
// Event: i64 now_ms, u8 place in Event::what, then
//   0 started (text locale, u32 UTC offset in minutes, u8 view, text draft)   1 signed in (i64 expires_at_ms)
//   2 sign-in failed (text code)   3 clicked (node)   4 changed (node, text)   5 file (node, text name, i64 bytes)
//   6 dismissed (node)   7 answered (u32 id, u32 status, text body)   8 upload (u32 id, i64 sent, i64 total)
//   9 view (u8)   10 page recalled (u32)   11 woke
// Effects, one after the other: u8 place in Effect, then its members in their order (EffectId and page u32, enums and
// bool u8, instants i64); a Focus on a key that is not on the page is left out, else it names the node.

#include <optional>
#include <span>
#include <vector>

#include "portal/model/effect.hpp"
#include "portal/model/event.hpp"
#include "portal/surface/tree.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::portal {

struct Decoded {
  // Nothing for an element that is gone, has no key or is unavailable.
  std::optional<Event> event;
  // The element whose value the page has changed, of FieldChanged.
  surface::NodeId changed = 0;
};

// Errors: truncated, malformed; `where` "event".
[[nodiscard]] Result<Decoded> decode_event(ByteView bytes, surface::Tree const& tree);

void encode_effects(std::span<Effect const> effects, surface::Tree const& tree, Bytes& out);

}  // namespace hallpass::portal
