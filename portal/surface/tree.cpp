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

bool Frame::add(NodeId id) {
  if (id >= by_id_.size()) by_id_.resize(std::size_t{id} + 1, no_node);
  bool const is_first = by_id_[id] == no_node;
  if (is_first) by_id_[id] = static_cast<NodeIndex>(nodes.size());
  nodes.push_back({.id = id,
                   .key = {},
                   .text = {},
                   .attributes = decltype(Node::attributes){&memory_},
                   .breaks = decltype(Node::breaks){&memory_},
                   .rect = {}});
  return is_first;
}

std::string_view Frame::keep(std::string_view words) {
  if (words.empty()) return {};
  auto* const place = static_cast<char*>(memory_.allocate(words.size(), 1));
  return {std::ranges::copy(words, place).out - words.size(), words.size()};
}

void Frame::clear() noexcept {
  nodes.clear();
  std::ranges::fill(by_id_, no_node);
  memory_.release();
}

Tree::Tree() : frame_{std::make_shared<Frame>()} {}

Node const* Tree::find(std::string_view key) const {
  auto const found = numbers_.find(path_of(key));
  return found == numbers_.end() ? nullptr : find(found->second);
}

Node const* Tree::find(NodeId id) const {
  auto const index = frame_->index_of(id);
  return index == no_node ? nullptr : &nodes()[index];
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
  // Whoever compares frames holds the last one; the one before that is free again.
  if (spare_.use_count() != 1) spare_ = std::make_shared<Frame>();
  std::swap(frame_, spare_);
  frame_->clear();
  duplicate_keys_.clear();
  open_.clear();
  current_ = no_node;
  open(Role::root, {});
}

Node& Tree::open(Role role, std::string_view key) {
  std::uint64_t path = 0;
  auto const index = static_cast<NodeIndex>(nodes().size());
  if (key.empty()) {
    // Its parent, its role, and how many such siblings came before it.
    path = mix(open_.empty() ? hash_seed : open_.back().path, static_cast<std::uint64_t>(role) + 1);
    path = mix(path, open_.empty() ? 0 : open_.back().children[static_cast<std::size_t>(role)]++);
  } else {
    path = path_of(key);
  }
  if (!frame_->add(number_of(path))) {
    duplicate_keys_.emplace_back(key);
    path = mix(path, index);
    nodes().pop_back();
    frame_->add(number_of(path));
  }
  Node& node = nodes().back();
  node.role = role;
  node.parent = current_;
  node.key = frame_->keep(key);
  current_ = index;
  open_.push_back({path, {}});
  return node;
}

void Tree::close() {
  Node& node = current();
  node.end = static_cast<NodeIndex>(nodes().size());
  current_ = node.parent;
  open_.pop_back();
}

}  // namespace hallpass::surface
