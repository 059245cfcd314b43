#include "portal/surface/tree.hpp"

#include <algorithm>

#include "portal/surface/hash.hpp"

namespace hallpass::surface {

std::string_view Node::get(Attribute attribute) const noexcept {
  for (auto const& [name, value] : attributes) {
    if (name == attribute) return value;
  }
  return {};
}

bool Node::has(Attribute attribute) const noexcept {
  return std::ranges::any_of(attributes, [&](auto const& pair) { return pair.first == attribute; });
}

Node const* Tree::find(std::string_view key) const {
  auto const found = key_paths_.find(path_of(key));
  return found == key_paths_.end() ? nullptr : &nodes_[found->second];
}

Node const* Tree::find(NodeId id) const {
  auto const found = std::ranges::find(nodes_, id, &Node::id);
  return found == nodes_.end() ? nullptr : &*found;
}

std::uint64_t Tree::path_of(std::string_view key) noexcept {
  return hash(hash_seed, key);
}

NodeId Tree::number(std::string_view key) {
  return number_of(path_of(key));
}

NodeId Tree::number_of(std::uint64_t path) {
  auto const [place, is_new] = numbers_.try_emplace(path, last_id_ + 1);
  if (is_new) ++last_id_;
  return place->second;
}

void Tree::begin() {
  nodes_.clear();
  paths_.clear();
  duplicate_keys_.clear();
  ordinals_.clear();
  key_paths_.clear();
  current_ = no_node;
  open(Role::root, {});
}

Node& Tree::open(Role role, std::string_view key) {
  std::uint64_t path = 0;
  auto const index = static_cast<NodeIndex>(nodes_.size());
  if (key.empty()) {
    // Its parent, its role, and how many such siblings came before it.
    path = hash(hash(current_ == no_node ? hash_seed : paths_[current_], static_cast<std::uint64_t>(role)), 1);
    path = hash(path, ordinals_.empty() ? 0 : ordinals_.back()[static_cast<std::size_t>(role)]++);
  } else {
    path = path_of(key);
    if (!key_paths_.try_emplace(path, index).second) {
      duplicate_keys_.emplace_back(key);
      path = hash(path, index);
    }
  }
  Node& node = nodes_.emplace_back();
  paths_.push_back(path);
  node.role = role;
  node.id = number_of(path);
  node.parent = current_;
  node.key = key;
  current_ = index;
  ordinals_.emplace_back();
  return node;
}

void Tree::close() {
  Node& node = nodes_[current_];
  node.end = static_cast<NodeIndex>(nodes_.size());
  current_ = node.parent;
  ordinals_.pop_back();
}

}  // namespace hallpass::surface
