#include "portal/surface/strips.hpp"

#include <algorithm>
#include <bit>

#include "portal/surface/hash.hpp"

namespace hallpass::surface {

namespace {

using surface::mix;

std::uint64_t mix(std::uint64_t state, float a, float b) {
  return mix(state,
             static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(a)) << 32U | std::bit_cast<std::uint32_t>(b));
}

std::uint64_t look_of(Node const& node, bool hovered) {
  std::uint64_t state = mix(node.id, static_cast<std::uint64_t>(node.role) << 1U | static_cast<std::uint64_t>(hovered));
  state = mix(state, node.rect.x, node.rect.y);
  state = mix(state, node.rect.width, node.rect.height);
  for (auto const& [attribute, value] : node.attributes) {
    if (attribute == Attribute::value && node.role != Role::progress) continue;
    state = mix(state, hash(static_cast<std::uint64_t>(attribute), value));
  }
  return state;
}

std::uint64_t look_of(TextRun const& run, bool hovered) {
  std::uint64_t const state = mix(hash(static_cast<std::uint64_t>(run.style), run.text), run.x, run.baseline);
  return mix(state, static_cast<std::uint64_t>(run.node) << 1U | static_cast<std::uint64_t>(hovered));
}

}  // namespace

void look_at_strips(Tree const& tree, Layout const& layout, Look const& look, std::uint32_t first, std::uint32_t last,
                    std::vector<std::uint32_t>& out) {
  auto const& nodes = tree.nodes();
  bool const is_shaded = std::ranges::find(nodes, Role::dialog, &Node::role) != nodes.end();
  std::uint64_t const everywhere =
      mix(mix(hash_seed, static_cast<std::uint64_t>(look.scheme)), look.density, is_shaded ? layout.height : 0);
  std::vector<std::uint64_t> strips(last > first ? last - first : 0, everywhere);
  auto const add = [&](auto const& thing, auto const& look_of_it) {
    std::uint64_t seen = 0;
    for (std::uint32_t strip = first; strip < last; ++strip) {
      float const top = static_cast<float>(strip) * strip_height;
      if (!Band{top, top + strip_height}.meets(thing)) continue;
      if (seen == 0) seen = look_of_it();
      strips[strip - first] = mix(strips[strip - first], seen);
    }
  };
  Band const all{static_cast<float>(first) * strip_height, static_cast<float>(last) * strip_height};
  for (Node const& node : nodes) {
    if (all.meets(node.rect)) add(node.rect, [&] { return look_of(node, node.id == look.hovered); });
  }
  for (TextRun const& run : layout.runs) {
    if (all.meets(run)) add(run, [&] { return look_of(run, nodes[run.node].id == look.hovered); });
  }
  out.clear();
  for (std::uint64_t const strip : strips) out.push_back(static_cast<std::uint32_t>(strip ^ (strip >> 32U)));
}

}  // namespace hallpass::surface
