#pragma once
// The page as a tree of semantic nodes: what Ui records, the layout measures, the painter draws and the mirror shows.

#include <array>
#include <cstdint>
#include <memory>
#include <memory_resource>
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

// Its words stand in its frame's memory, and live as long as that.
struct Node {
  Role role = Role::root;
  NodeId id = 0;
  NodeIndex parent = no_node;
  // One past the node's last descendant: nodes stand in document order, parents first.
  NodeIndex end = 0;
  std::string_view key;  // empty: not interactive
  std::string_view text;
  std::pmr::vector<std::pair<Attribute, std::string_view>> attributes;
  // Set by the layout (canvas view): where it is, and the offsets in `text` before which a new line starts.
  std::pmr::vector<std::uint32_t> breaks;
  Rect rect;
  float text_width = -1;  // of all of `text` in one line; negative: not measured yet
  // It stands in a line of its parent, which the page flows itself: its rectangle is for drawing only.
  bool flows = false;

  // The attribute's value, or an empty text.
  [[nodiscard]] std::string_view get(Attribute attribute) const noexcept;
  [[nodiscard]] bool has(Attribute attribute) const noexcept;
};

// One description of the page, in one block of memory: thousands of small words come and go at once.
class Frame {
 public:
  Frame() = default;
  Frame(Frame const&) = delete;
  Frame& operator=(Frame const&) = delete;

  std::vector<Node> nodes;  // in document order

  // Where the node with this number stands in this frame, or no_node.
  [[nodiscard]] NodeIndex index_of(NodeId id) const noexcept { return id < by_id_.size() ? by_id_[id] : no_node; }
  // A node at the end; false: the frame has one with that number already, and that one keeps it.
  bool add(NodeId id);
  void forget(NodeId id) { by_id_[id] = no_node; }
  // A copy that lives as long as the frame.
  [[nodiscard]] std::string_view keep(std::string_view words);
  void clear() noexcept;

 private:
  static constexpr std::size_t first_block = 65'536;
  std::pmr::monotonic_buffer_resource memory_{first_block};
  std::vector<NodeIndex> by_id_;
};

class Tree {
 public:
  Tree();

  // In document order; the first is the root once begin() was called.
  [[nodiscard]] std::vector<Node>& nodes() noexcept { return frame_->nodes; }
  [[nodiscard]] std::vector<Node> const& nodes() const noexcept { return frame_->nodes; }
  // The same with what it stands in. Whoever keeps it has it unchanged while the tree describes others.
  [[nodiscard]] std::shared_ptr<Frame> const& frame() const noexcept { return frame_; }
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
  [[nodiscard]] Node& current() noexcept { return nodes()[current_]; }
  // Of a node of this frame; both copy what they are given.
  void set_text(Node& node, std::string_view text) { node.text = frame_->keep(text); }
  void set(Node& node, Attribute attribute, std::string_view value) {
    node.attributes.emplace_back(attribute, frame_->keep(value));
  }
  // The number that the node with this key has or will have, for attributes that refer to it.
  [[nodiscard]] NodeId number(std::string_view key);

 private:
  [[nodiscard]] static std::uint64_t path_of(std::string_view key) noexcept;
  [[nodiscard]] NodeId number_of(std::uint64_t path);

  // An open node: its path, and how many children of each role it has so far.
  struct Open {
    std::uint64_t path = 0;
    std::array<std::uint32_t, role_count> children{};
  };

  std::shared_ptr<Frame> frame_, spare_;
  std::vector<std::string> duplicate_keys_;
  std::unordered_map<std::uint64_t, NodeId> numbers_;
  std::vector<Open> open_;
  NodeIndex current_ = no_node;
  NodeId last_id_ = 0;
};

}  // namespace hallpass::surface
