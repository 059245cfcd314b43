#pragma once
// The page as a tree of semantic nodes: what Ui records, the layout measures, the painter draws and the mirror shows.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "portal/surface/role.hpp"

namespace hallpass::surface {

// The number of an element in the page, from 1 up; the same node keeps it from frame to frame. 0: none.
using NodeId = std::uint32_t;
// The place of a node in Tree::nodes.
using NodeIndex = std::uint32_t;
inline constexpr NodeIndex no_node = 0xffffffffU;

// CSS px in document coordinates.
struct Rect {
  float x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(Rect const&, Rect const&) = default;
};

struct Node {
  Role role = Role::root;
  NodeId id = 0;
  NodeIndex parent = no_node;
  // One past the node's last descendant: nodes stand in document order, parents first.
  NodeIndex end = 0;
  std::string key;  // empty: not interactive
  std::string text;
  std::vector<std::pair<Attribute, std::string>> attributes;
  // Set by the layout (canvas view): where it is, and the offsets in `text` before which a new line starts.
  Rect rect;
  std::vector<std::uint32_t> breaks;
  // It stands in a line of its parent, which the page flows itself: its rectangle is for drawing only.
  bool flows = false;

  // The attribute's value, or an empty text.
  [[nodiscard]] std::string_view get(Attribute attribute) const noexcept;
  [[nodiscard]] bool has(Attribute attribute) const noexcept;
};

class Tree {
 public:
  // In document order; the first is the root once begin() was called.
  [[nodiscard]] std::vector<Node>& nodes() noexcept { return nodes_; }
  [[nodiscard]] std::vector<Node> const& nodes() const noexcept { return nodes_; }
  // The node that carries this key in this frame, or nullptr.
  [[nodiscard]] Node const* find(std::string_view key) const;
  [[nodiscard]] Node const* find(NodeId id) const;
  // Keys described twice in this frame: a bug of a screen. Tests require it empty.
  [[nodiscard]] std::vector<std::string> const& duplicate_keys() const noexcept { return duplicate_keys_; }

  // A frame starts anew, with the root open.
  void begin();
  // A node under the one that is open; the reference is valid until the next open(). A node without a key is known by
  // its parent and its place among siblings of its role.
  Node& open(Role role, std::string_view key);
  // Closes the open node; the root too, at the end of the frame.
  void close();
  [[nodiscard]] Node& current() noexcept { return nodes_[current_]; }
  // The number that the node with this key has or will have, for attributes that refer to it.
  [[nodiscard]] NodeId number(std::string_view key);

 private:
  [[nodiscard]] static std::uint64_t path_of(std::string_view key) noexcept;
  [[nodiscard]] NodeId number_of(std::uint64_t path);

  std::vector<Node> nodes_;
  std::vector<std::uint64_t> paths_;
  std::vector<std::string> duplicate_keys_;
  std::unordered_map<std::uint64_t, NodeId> numbers_;
  // Of each node that is open, how many children of each role it has so far.
  std::vector<std::array<std::uint32_t, role_count>> ordinals_;
  std::unordered_map<std::uint64_t, NodeIndex> key_paths_;
  NodeIndex current_ = no_node;
  NodeId last_id_ = 0;
};

}  // namespace hallpass::surface
