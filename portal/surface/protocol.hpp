#pragma once
// How the page crosses into JavaScript: one buffer a frame, little-endian, no padding. web/portal/protocol.ts reads it.
//   text: u32 bytes, UTF-8. Every instruction is a u8 and its operands; a node is its u32 number.
//   create     node, u8 role
//   text       node, u32 lines, text × lines   (canvas view: where the lines break; plain view: one)
//   attribute  node, u8 attribute, text
//   clear      node, u8 attribute
//   remove     node                            (its children too, unless they are placed elsewhere later)
//   place      node, parent, previous sibling (0: first)
//   rect       node, f32 x, y, width, height   (CSS px from the parent's corner; canvas view only)
// Order: remove, then create with own text and attributes, then place, then rect.

#include <bit>
#include <cstdint>
#include <string_view>

#include "sdk/base/bytes.hpp"

namespace hallpass::surface {

enum class Instruction : std::uint8_t { create = 1, text, attribute, clear, remove, place, rect };

class ByteWriter {
 public:
  explicit ByteWriter(Bytes& out) : out_(&out) {}

  void u8(std::uint8_t value) { out_->push_back(value); }
  void u32(std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) out_->push_back(static_cast<std::uint8_t>(value >> shift));
  }
  void i64(std::int64_t value) {
    auto const bits = static_cast<std::uint64_t>(value);
    u32(static_cast<std::uint32_t>(bits));
    u32(static_cast<std::uint32_t>(bits >> 32U));
  }
  void f32(float value) { u32(std::bit_cast<std::uint32_t>(value)); }
  void text(std::string_view value) {
    u32(static_cast<std::uint32_t>(value.size()));
    out_->insert(out_->end(), value.begin(), value.end());
  }

 private:
  Bytes* out_;
};

}  // namespace hallpass::surface
