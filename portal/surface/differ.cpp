#include "portal/surface/differ.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace hallpass::surface {

namespace {

void write_text(ByteWriter writer, Node const& node, Places places) {
  writer.u8(static_cast<std::uint8_t>(Instruction::text));
  writer.u32(node.id);
  std::string_view const text = node.text;
  if (places == Places::without_places || node.breaks.empty()) {
    writer.u32(1);
    writer.text(text);
    return;
  }
  writer.u32(static_cast<std::uint32_t>(node.breaks.size() + 1));
  std::size_t start = 0;
  for (std::uint32_t const end : node.breaks) {
    writer.text(text.substr(start, end - start));
    start = end;
  }
  writer.text(text.substr(start));
}

void write_attribute(ByteWriter writer, NodeId id, Attribute attribute, std::string_view value) {
  writer.u8(static_cast<std::uint8_t>(Instruction::attribute));
  writer.u32(id);
  writer.u8(static_cast<std::uint8_t>(attribute));
  writer.text(value);
}

// The parent's number; the root's parent is 0, the host's own element.
NodeId parent_of(std::span<Node const> nodes, Node const& node) {
  return node.parent == no_node ? 0 : nodes[node.parent].id;
}

Rect relative(std::span<Node const> nodes, Node const& node) {
  if (node.parent == no_node) return node.rect;
  Rect const& parent = nodes[node.parent].rect;
  return {node.rect.x - parent.x, node.rect.y - parent.y, node.rect.width, node.rect.height};
}

void set_flag(Node& node, Attribute attribute, bool on) {
  std::erase_if(node.attributes, [&](auto const& pair) { return pair.first == attribute; });
  if (on) node.attributes.emplace_back(attribute, std::string_view{});
}

}  // namespace

std::vector<bool> longest_in_order(std::span<std::uint32_t const> old_positions) {
  std::vector<std::size_t> tails;  // tails[n]: where the best run of length n + 1 ends
  std::vector<std::size_t> previous(old_positions.size(), old_positions.size());
  for (std::size_t i = 0; i < old_positions.size(); ++i) {
    auto const place =
        std::ranges::lower_bound(tails, old_positions[i], {}, [&](std::size_t t) { return old_positions[t]; });
    if (place != tails.begin()) previous[i] = *(place - 1);
    if (place == tails.end()) {
      tails.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<bool> stays(old_positions.size(), false);
  for (std::size_t i = tails.empty() ? old_positions.size() : tails.back(); i < old_positions.size(); i = previous[i]) {
    stays[i] = true;
  }
  return stays;
}

Node const* Differ::before(NodeId id) const {
  auto const index = last_ ? last_->index_of(id) : no_node;
  return index == no_node ? nullptr : &last_->nodes[index];
}

Bytes const& Differ::update(Tree const& tree, Places places) {
  bytes_.clear();
  std::span<Node const> const nodes = tree.nodes();
  ByteWriter writer(bytes_);
  remove_gone(tree);
  for (Node const& node : nodes) write_own(node, before(node.id), places);
  for (NodeIndex index = 0; index < nodes.size(); ++index) {
    if (nodes[index].parent == no_node && before(nodes[index].id) == nullptr) {
      writer.u8(static_cast<std::uint8_t>(Instruction::place));
      writer.u32(nodes[index].id);
      writer.u32(0);
      writer.u32(0);
    }
    place_children(nodes, index);
  }
  if (places == Places::with_places) {
    for (Node const& node : nodes) {
      if (node.flows) continue;
      Node const* const old = last_places_ == places ? before(node.id) : nullptr;
      Rect const rect = relative(nodes, node);
      if (old != nullptr && old->role == node.role && relative(last_->nodes, *old) == rect) continue;
      writer.u8(static_cast<std::uint8_t>(Instruction::rect));
      writer.u32(node.id);
      for (float const value : {rect.x, rect.y, rect.width, rect.height}) writer.f32(value);
    }
  }
  last_ = tree.frame();
  last_places_ = places;
  return bytes_;
}

void Differ::observe(NodeId id, std::string_view value) {
  if (before(id) == nullptr) return;
  NodeIndex const index = last_->index_of(id);
  std::vector<Node>& nodes = last_->nodes;
  Node& node = nodes[index];
  switch (node.role) {
    case Role::checkbox:
      set_flag(node, Attribute::checked, value == "true");
      break;
    case Role::radio:
      for (Node& other : nodes) {
        if (other.role != Role::radio || other.get(Attribute::name) != node.get(Attribute::name)) continue;
        set_flag(other, Attribute::checked, other.id == id);
      }
      break;
    case Role::select:
      for (NodeIndex child = index + 1; child < node.end; ++child) {
        set_flag(nodes[child], Attribute::selected, nodes[child].get(Attribute::value) == value);
      }
      break;
    default:
      for (auto& [attribute, text] : node.attributes) {
        if (attribute == Attribute::value) text = last_->keep(value);
      }
  }
}

void Differ::remove_gone(Tree const& tree) {
  if (!last_) return;
  ByteWriter writer(bytes_);
  for (Node const& old : last_->nodes) {
    Node const* const now = tree.find(old.id);
    if (now != nullptr && now->role == old.role) continue;
    writer.u8(static_cast<std::uint8_t>(Instruction::remove));
    writer.u32(old.id);
    // A node that changed its role is a new one under the old number.
    last_->forget(old.id);
  }
}

void Differ::write_own(Node const& node, Node const* before, Places places) {
  ByteWriter writer(bytes_);
  if (before == nullptr) {
    writer.u8(static_cast<std::uint8_t>(Instruction::create));
    writer.u32(node.id);
    writer.u8(static_cast<std::uint8_t>(node.role));
  }
  bool const lines_changed =
      before != nullptr && (places == Places::with_places ? node.breaks != before->breaks || last_places_ != places
                                                          : last_places_ != places && !before->breaks.empty());
  if (before == nullptr ? !node.text.empty() : node.text != before->text || (lines_changed && !node.text.empty())) {
    write_text(writer, node, places);
  }
  if (before != nullptr && node.attributes == before->attributes) return;
  for (auto const& [attribute, value] : node.attributes) {
    if (before == nullptr || !before->has(attribute) || before->get(attribute) != value) {
      write_attribute(writer, node.id, attribute, value);
    }
  }
  if (before == nullptr) return;
  for (auto const& [attribute, value] : before->attributes) {
    if (node.has(attribute)) continue;
    writer.u8(static_cast<std::uint8_t>(Instruction::clear));
    writer.u32(node.id);
    writer.u8(static_cast<std::uint8_t>(attribute));
  }
}

bool Differ::has_same_children(std::span<Node const> nodes, NodeIndex parent) const {
  Node const* const was = before(nodes[parent].id);
  if (was == nullptr) return nodes[parent].end == parent + 1;
  std::span<Node const> const old_nodes = last_->nodes;
  NodeIndex old = last_->index_of(was->id) + 1;
  for (NodeIndex child = parent + 1; child < nodes[parent].end; child = nodes[child].end) {
    if (old >= was->end || old_nodes[old].id != nodes[child].id || before(nodes[child].id) == nullptr) return false;
    old = old_nodes[old].end;
  }
  return true;  // others that stood behind them are gone, or stand elsewhere
}

void Differ::place_children(std::span<Node const> nodes, NodeIndex parent) {
  if (has_same_children(nodes, parent)) return;
  NodeId const parent_id = nodes[parent].id;
  bool const is_new = before(parent_id) == nullptr;
  std::vector<NodeIndex> children;
  for (NodeIndex child = parent + 1; child < nodes[parent].end; child = nodes[child].end) children.push_back(child);
  std::vector<std::uint32_t> old_positions;
  std::vector<bool> was_here;
  for (NodeIndex const child : children) {
    Node const* const old = before(nodes[child].id);
    bool const here = !is_new && old != nullptr && parent_of(last_->nodes, *old) == parent_id;
    was_here.push_back(here);
    if (here) old_positions.push_back(last_->index_of(old->id));
  }
  auto const stays = longest_in_order(old_positions);
  ByteWriter writer(bytes_);
  NodeId previous = 0;
  std::size_t old = 0;
  for (std::size_t i = 0; i < children.size(); ++i) {
    NodeId const id = nodes[children[i]].id;
    bool const stay = was_here[i] && stays[old];
    if (was_here[i]) ++old;
    if (!stay) {
      writer.u8(static_cast<std::uint8_t>(Instruction::place));
      writer.u32(id);
      writer.u32(parent_id);
      writer.u32(previous);
    }
    previous = id;
  }
}

}  // namespace hallpass::surface
