#pragma once
// Compares a frame's tree with the one before and says what changed, in the form of protocol.hpp.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "portal/surface/protocol.hpp"
#include "portal/surface/tree.hpp"
#include "sdk/base/bytes.hpp"

namespace hallpass::surface {

// with_places: canvas view, rectangles and line breaks are sent. without_places: plain view, the browser lays out.
enum class Places : std::uint8_t { without_places, with_places };

class Differ {
 public:
  // What changed since the last call; empty when nothing did. Valid until the next call.
  [[nodiscard]] Bytes const& update(Tree const& tree, Places places);

  // A person changed this field to `value` (of a checkbox "true" or "false"): what the page shows now, so that the next
  // frame writes it only where the model wants something else.
  void observe(NodeId id, std::string_view value);

 private:
  void remove_gone(Tree const& tree);
  void write_own(Node const& node, Node const* before, Places places);
  void place_children(std::span<Node const> nodes, NodeIndex parent);
  [[nodiscard]] bool has_same_children(std::span<Node const> nodes, NodeIndex parent) const;
  [[nodiscard]] Node const* before(NodeId id) const;

  Bytes bytes_;
  std::shared_ptr<Frame> last_;
  Places last_places_ = Places::without_places;
};

// Which of `old_positions` may stay where they are so that the fewest others move: a longest increasing subsequence.
// Returns one flag a position.
[[nodiscard]] std::vector<bool> longest_in_order(std::span<std::uint32_t const> old_positions);

}  // namespace hallpass::surface
