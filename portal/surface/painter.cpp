#include "portal/surface/painter.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace hallpass::surface {

namespace {

// One frame's drawing: shapes by node, then the text runs over them.
class Brush {
 public:
  Brush(Tree const& tree, Layout const& layout, Fonts const& fonts, Look const& look, Band const& band,
        std::vector<Drawn>* journal, ImDrawList& list)
      : nodes_(tree.nodes()),
        layout_(layout),
        fonts_(fonts),
        look_(look),
        band_(band),
        journal_(journal),
        list_(list) {}

  void draw() {
    auto const first_dialog =
        static_cast<NodeIndex>(std::ranges::find(nodes_, Role::dialog, &Node::role) - nodes_.begin());
    layer(0, first_dialog);
    if (first_dialog == nodes_.size()) return;
    note(nodes_[first_dialog]);
    list_.AddRectFilled({0, 0}, {nodes_[0].rect.width, layout_.height}, IM_COL32(10, 15, 22, 140));
    layer(first_dialog, static_cast<NodeIndex>(nodes_.size()));
  }

 private:
  std::vector<Node> const& nodes_;
  Layout const& layout_;
  Fonts const& fonts_;
  Look const& look_;
  Band const& band_;
  std::vector<Drawn>* journal_;
  ImDrawList& list_;

  [[nodiscard]] ImU32 color(Color name) const {
    std::uint32_t const value = rgb(name, look_.scheme);
    return IM_COL32(value >> 16U, (value >> 8U) & 0xffU, value & 0xffU, 255);
  }

  void note(Node const& node, std::string_view text = {}) {
    if (journal_ != nullptr) journal_->push_back({node.id, std::string(text)});
  }

  void layer(NodeIndex first, NodeIndex last) {
    for (NodeIndex index = first; index < last; ++index) {
      if (band_.meets(nodes_[index].rect)) shape(index);
    }
    for (TextRun const& run : layout_.runs) {
      if (run.node >= first && run.node < last && band_.meets(run)) text(run);
    }
  }

  void frame(Node const& node, Color fill, Color border, float rounding, float thickness = 1) {
    note(node);
    Rect const& r = node.rect;
    ImVec2 const from{r.x, r.y};
    ImVec2 const to{r.x + r.width, r.y + r.height};
    list_.AddRectFilled(from, to, color(fill), rounding);
    if (thickness > 0) list_.AddRect(from, to, color(border), rounding, 0, thickness);
  }

  void line(Node const& node, float y, Color name) {
    note(node);
    list_.AddRectFilled({node.rect.x, y}, {node.rect.x + node.rect.width, y + 1}, color(name));
  }

  struct Tint {
    Color ink, soft;
  };
  static Tint tint(std::string_view look) {
    if (look == "info") return {Color::accent, Color::accent_soft};
    if (look == "success") return {Color::success, Color::success_soft};
    if (look == "warning") return {Color::warning, Color::warning_soft};
    if (look == "danger") return {Color::danger, Color::danger_soft};
    return {Color::muted, Color::page};
  }

  void shape(NodeIndex index) {
    Node const& node = nodes_[index];
    Rect const& r = node.rect;
    switch (node.role) {
      case Role::nav:
        if (node.parent != 0) break;  // not the page's own
        [[fallthrough]];
      case Role::banner:
        frame(node, Color::card, Color::line, 0, 0);
        line(node, r.y + r.height - 1, Color::line);
        break;
      case Role::contentinfo:
        frame(node, Color::card, Color::line, 0, 0);
        line(node, r.y, Color::line);
        break;
      case Role::section:
        frame(node, Color::card, Color::line, 10);
        break;
      case Role::dialog:
        frame(node, Color::card, Color::control, 12);
        break;
      case Role::notice:
        frame(node, tint(node.get(Attribute::look)).soft, Color::line, 6, 0);
        list_.AddRectFilled({r.x, r.y}, {r.x + 4, r.y + r.height}, color(tint(node.get(Attribute::look)).ink), 6,
                            ImDrawFlags_RoundCornersLeft);
        break;
      case Role::fact:
        line(node, r.y + r.height - 1, Color::line);
        break;
      case Role::row:
        row(node);
        break;
      case Role::badge:
        badge(node);
        break;
      case Role::listitem:
        bullet(node);
        break;
      case Role::button:
        button(node);
        break;
      case Role::textbox:
      case Role::textarea:
      case Role::select: {
        bool const invalid = node.has(Attribute::invalid);
        frame(node, Color::card, invalid ? Color::danger : Color::control, 8, invalid ? 2.F : 1.F);
        break;
      }
      case Role::checkbox:
        frame(node, node.has(Attribute::checked) ? Color::accent : Color::card, Color::control, 5);
        if (node.has(Attribute::checked)) {
          ImGui::RenderCheckMark(&list_, {r.x + 4, r.y + 4}, color(Color::on_accent), r.width - 8);
        }
        break;
      case Role::radio:
        radio(node);
        break;
      case Role::progress:
        progress(node);
        break;
      default:
        break;
    }
  }

  void row(Node const& node) {
    bool const is_card = node.rect.width > 1 && nodes_[node.parent].role == Role::table_body && is_cards();
    if (is_card) {
      frame(node, Color::card, Color::line, 8);
    } else if (node.rect.width > 1) {
      line(node, node.rect.y + node.rect.height - 1, Color::line);
    }
  }
  [[nodiscard]] bool is_cards() const { return nodes_[0].rect.width < measure::narrow_below; }

  void badge(Node const& node) {
    note(node);
    Rect const& r = node.rect;
    Tint const colors = tint(node.get(Attribute::look));
    float const inset = (r.height - data_of(TextStyle::small_strong).line_height - 2 * measure::badge_padding_y) / 2;
    ImVec2 const low{r.x, r.y + inset};
    ImVec2 const high{r.x + r.width, r.y + r.height - inset};
    list_.AddRectFilled(low, high, color(colors.soft), 11);
    if (node.get(Attribute::look) == "neutral") list_.AddRect(low, high, color(Color::control), 11);
  }

  void bullet(Node const& node) {
    Node const& list = nodes_[node.parent];
    if (list.role != Role::bullets || list.get(Attribute::look) == "plain") return;
    note(node);
    list_.AddCircleFilled({node.rect.x - 14, node.rect.y + 12}, 3, color(Color::muted));
  }

  void button(Node const& node) {
    std::string_view const look = node.get(Attribute::look);
    bool const hovered = node.id == look_.hovered;
    if (look == "disclosure") {
      note(node);
      ImGui::RenderArrow(&list_, {node.rect.x + 3, node.rect.y + 14}, color(Color::accent),
                         node.get(Attribute::expanded) == "true" ? ImGuiDir_Down : ImGuiDir_Right, 1);
    } else if (node.has(Attribute::disabled)) {
      frame(node, Color::page, Color::control, 8);
    } else if (look == "primary") {
      frame(node, Color::accent, hovered ? Color::text : Color::accent, 8, hovered ? 2.F : 1.F);
    } else {
      bool const danger = look == "danger";
      frame(node,
            !hovered ? Color::card
            : danger ? Color::danger_soft
                     : Color::accent_soft,
            danger ? Color::danger : Color::control, 8);
    }
  }

  void radio(Node const& node) {
    note(node);
    Rect const& r = node.rect;
    ImVec2 const centre{r.x + r.width / 2, r.y + r.height / 2};
    list_.AddCircleFilled(centre, r.width / 2, color(Color::card));
    list_.AddCircle(centre, r.width / 2 - 0.5F, color(Color::control), 0, 1);
    if (node.has(Attribute::checked)) list_.AddCircleFilled(centre, r.width / 4, color(Color::accent));
  }

  void progress(Node const& node) {
    auto const number = [&](Attribute attribute) {
      float value = 0;
      for (char const c : node.get(attribute)) value = value * 10 + static_cast<float>(c - '0');
      return value;
    };
    frame(node, Color::card, Color::control, 6);
    float const max = number(Attribute::max);
    float const part = max > 0 ? std::clamp(number(Attribute::value) / max, 0.F, 1.F) : 0;
    Rect const& r = node.rect;
    if (part > 0) list_.AddRectFilled({r.x, r.y}, {r.x + r.width * part, r.y + r.height}, color(Color::accent), 6);
  }

  [[nodiscard]] Color ink(Node const& node) const {
    switch (node.role) {
      case Role::button:
        if (node.has(Attribute::disabled)) return Color::muted;
        if (node.get(Attribute::look) == "primary") return Color::on_accent;
        return node.get(Attribute::look) == "danger" ? Color::danger : Color::accent;
      case Role::link:
        return node.has(Attribute::current) ? Color::text : Color::accent;
      case Role::badge:
        return tint(node.get(Attribute::look)).ink;
      case Role::error:
        return Color::danger;
      case Role::help:
      case Role::fact_name:
      case Role::caption:
      case Role::column_header:
        return Color::muted;
      case Role::paragraph:
        return node.parent != no_node && nodes_[node.parent].role == Role::contentinfo ? Color::muted : Color::text;
      default:
        return Color::text;
    }
  }

  // Every letter as a quad of the atlas, from the run's exact start, the baseline on a whole device pixel.
  void text(TextRun const& run) {
    Node const& node = nodes_[run.node];
    note(node, run.text);
    ImFont const& font = fonts_.font(run.style);
    float const scale = fonts_.scale(run.style);
    float const baseline = std::round(run.baseline * look_.density) / look_.density;
    float const top = baseline - std::round(font.Ascent) * scale;
    bool const is_title = node.role == Role::cell && run.style == TextStyle::small;
    ImU32 const tone = color(is_title ? Color::muted : ink(node));
    float pen = run.x;
    char const* at = run.text.data();
    char const* const end = at + run.text.size();
    while (at < end) {
      unsigned letter = 0;
      at += std::max(1, ImTextCharFromUtf8(&letter, at, end));
      ImFontGlyph const* const glyph = font.FindGlyph(static_cast<ImWchar>(letter));
      if (glyph == nullptr) continue;
      if (glyph->Visible != 0) {
        list_.PrimReserve(6, 4);
        list_.PrimRectUV({pen + glyph->X0 * scale, top + glyph->Y0 * scale},
                         {pen + glyph->X1 * scale, top + glyph->Y1 * scale}, {glyph->U0, glyph->V0},
                         {glyph->U1, glyph->V1}, tone);
      }
      pen += glyph->AdvanceX * scale;
    }
    if (node.role == Role::link) underline(node, run, baseline, tone);
  }

  void underline(Node const& node, TextRun const& run, float baseline, ImU32 tone) {
    if (node.has(Attribute::current)) {
      float const bottom = node.rect.y + node.rect.height;
      list_.AddRectFilled({run.x, bottom - 3}, {run.x + run.width, bottom}, color(Color::accent));
      return;
    }
    float const thickness = node.id == look_.hovered ? 2.F : 1.F;
    list_.AddRectFilled({run.x, baseline + 3}, {run.x + run.width, baseline + 3 + thickness}, tone);
  }
};

}  // namespace

// What ImGui's context would hold for its windows: the page is one draw list, and needs no window to be one.
struct Painter::Canvas {
  ImFontAtlas atlas;
  ImDrawListSharedData shared;
  ImDrawList list{&shared};
};

Painter::Painter() : canvas_(std::make_unique<Canvas>()), fonts_(std::make_unique<Fonts>(canvas_->atlas)) {
  // As ImGui's style has them.
  canvas_->shared.CurveTessellationTol = 1.25F;
  canvas_->shared.SetCircleTessellationMaxError(0.3F);
  canvas_->shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
}

Painter::~Painter() = default;

Picture Painter::paint(Tree const& tree, Layout const& layout, Look const& look, Band const& band,
                       std::vector<Drawn>* journal) {
  ImFontAtlas const& atlas = canvas_->atlas;
  ImDrawListSharedData& shared = canvas_->shared;
  shared.TexUvWhitePixel = atlas.TexUvWhitePixel;
  shared.TexUvLines = atlas.TexUvLines;
  shared.Font = atlas.Fonts.front();
  shared.FontSize = shared.Font->FontSize;
  shared.ClipRectFullscreen = {0, 0, tree.nodes().front().rect.width, layout.height};
  ImDrawList& list = canvas_->list;
  list._ResetForNewFrame();
  list.PushClipRectFullScreen();
  list.PushTextureID(atlas.TexID);
  list._FringeScale = 1 / look.density;
  Brush(tree, layout, *fonts_, look, band, journal, list).draw();

  Picture picture;
  picture.vertices = reinterpret_cast<std::uint8_t const*>(list.VtxBuffer.Data);
  picture.vertex_bytes = static_cast<std::uint32_t>(list.VtxBuffer.size_in_bytes());
  picture.indices = list.IdxBuffer.Data;
  picture.index_count = static_cast<std::uint32_t>(list.IdxBuffer.Size);
  picture.atlas = atlas.TexPixelsAlpha8;
  picture.atlas_width = static_cast<std::uint32_t>(atlas.TexWidth);
  picture.atlas_height = static_cast<std::uint32_t>(atlas.TexHeight);
  picture.atlas_version = fonts_->version();
  picture.background = rgb(Color::page, look.scheme);
  return picture;
}

}  // namespace hallpass::surface
