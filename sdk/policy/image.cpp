#include "sdk/policy/image.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>
#include <map>

#include "sdk/policy/image_view.hpp"

namespace hallpass::policy {

namespace {

void put16(Bytes& out, std::size_t value) {
  out.push_back(static_cast<std::uint8_t>(value & 0xFFU));
  out.push_back(static_cast<std::uint8_t>((value >> 8U) & 0xFFU));
}

void put32(Bytes& out, std::uint64_t value) {
  put16(out, value & 0xFFFFU);
  put16(out, (value >> 16U) & 0xFFFFU);
}

void set(Bytes& out, std::size_t at, std::uint64_t value, unsigned size) {
  for (unsigned byte = 0; byte < size; ++byte)
    out[at + byte] = static_cast<std::uint8_t>((value >> (8 * byte)) & 0xFFU);
}

// REQUIRES the id is in the list.
template <class T>
std::size_t index_of(std::vector<T> const& list, std::string_view id) {
  return static_cast<std::size_t>(std::distance(list.begin(), std::ranges::find(list, id, &T::id)));
}

struct Name {
  std::string_view text;
  NameKind kind;
  std::size_t purpose;
  std::string_view vendor;
};

// "https://www.example.org/about" is on www.example.org.
std::string_view host_of(std::string_view url) {
  auto const begin = url.find("//");
  if (begin == std::string_view::npos) return {};
  auto const host = url.substr(begin + 2);
  return host.substr(0, host.find_first_of("/:?#"));
}

// Not third parties: the controller's website, and the interfaces that forms are sent to.
std::vector<std::string_view> own_hosts(Policy const& policy) {
  std::vector<std::string_view> hosts{host_of(policy.controller.website)};
  for (auto const& recipient : policy.recipients) hosts.push_back(host_of(recipient.api_url));
  std::erase(hosts, std::string_view{});
  return hosts;
}

// Cookies and storage keys by their pattern; scripts, beacons and ETags by who is asked.
std::vector<Name> names_of(Policy const& policy) {
  std::vector<Name> names;
  for (auto const& technology : policy.technologies) {
    auto const purpose = index_of(policy.purposes, technology.purpose);
    if (technology.kind == TechnologyKind::cookie) {
      names.push_back({technology.name_pattern, NameKind::cookie, purpose, technology.vendor});
    } else if (technology.kind == TechnologyKind::local_storage) {
      names.push_back({technology.name_pattern, NameKind::local_storage, purpose, technology.vendor});
    } else {
      for (auto const& host : technology.hosts) {
        names.push_back({host, NameKind::host, purpose, technology.vendor});
      }
    }
  }
  for (auto const host : own_hosts(policy)) names.push_back({host, NameKind::host, no_purpose, {}});
  return names;
}

std::uint8_t flags_of(Policy const& policy, Purpose const& purpose) {
  bool const served =
      std::ranges::find(policy.technologies, purpose.id, &Technology::purpose) != policy.technologies.end();
  unsigned flags = served ? 0U : PurposeFlags::not_asked;
  flags |= purpose.strictly_necessary ? PurposeFlags::necessary : 0;
  for (auto const signal : purpose.denied_by) {
    flags |= signal == SignalKind::gpc ? PurposeFlags::gpc_denies : PurposeFlags::dnt_denies;
  }
  if (purpose.children == ChildRule::forbidden) flags |= PurposeFlags::barred_for_children;
  if (purpose.children == ChildRule::with_authorisation && !purpose.strictly_necessary) {
    flags |= PurposeFlags::child_needs_authorisation;
  }
  return static_cast<std::uint8_t>(flags);
}

std::uint8_t flags_of(Policy const& policy) {
  auto const flag = [](bool on, std::uint8_t bit) { return on ? bit : std::uint8_t{0}; };
  return static_cast<std::uint8_t>(
      flag(policy.gpc.response == SignalResponse::honour, ImageFlags::gpc_honoured) |
      flag(policy.gpc.when_unknown == UnknownSignal::opt_out, ImageFlags::unknown_gpc_counts) |
      flag(policy.dnt.response == SignalResponse::honour, ImageFlags::dnt_honoured) |
      flag(policy.dnt.when_unknown == UnknownSignal::opt_out, ImageFlags::unknown_dnt_counts) |
      flag(policy.consent.unknown_third_parties == UnknownThirdParties::allow,
           ImageFlags::unknown_third_parties_allowed));
}

std::uint32_t granted_when_silent(Policy const& policy, Regime const& regime) {
  std::uint32_t granted = 0;
  if (regime.default_choice == DefaultChoice::opt_in) return granted;
  for (std::size_t index = 0; index < policy.purposes.size(); ++index) {
    bool const opt_in =
        std::ranges::find(regime.opt_in_purposes, policy.purposes[index].id) != regime.opt_in_purposes.end();
    if (!opt_in) granted |= 1U << index;
  }
  return granted;
}

std::uint8_t flags_of(Regime const& regime) {
  return static_cast<std::uint8_t>((regime.gpc_binding ? RegimeFlags::gpc_binding : 0U) |
                                   (regime.show_signal_processed ? RegimeFlags::show_signal_processed : 0U) |
                                   (regime.do_not_sell_link ? RegimeFlags::do_not_sell_link : 0U));
}

Result<void> within_limits(Policy const& policy, std::size_t names) {
  auto const too_large = [](char const* where) {
    return fail(ErrorCode::too_large, where,
                "A compiled policy has room for 32 purposes, 16 audiences, 16 regimes and 65,535 bytes.");
  };
  if (policy.purposes.size() > max_purposes) return too_large("/purposes");
  if (policy.audiences.empty() || policy.audiences.size() > max_audiences) return too_large("/audiences");
  if (policy.regimes.empty() || policy.regimes.size() > max_regimes) return too_large("/regimes");
  if (names > std::numeric_limits<std::uint16_t>::max()) return too_large("/technologies");
  return {};
}

// Texts once each, after the tables; a reference is patched in as soon as the tables' size is known.
class TextPool {
 public:
  explicit TextPool(std::size_t first) : first_{first} {}
  // Sets the u16 offset and u8 length at `at`; false when the text is too long to refer to.
  [[nodiscard]] bool refer(Bytes& out, std::size_t at, std::string_view text) {
    if (text.size() > 0xFF) return false;
    auto const [entry, is_new] = offsets_.try_emplace(text, first_ + pool_.size());
    if (is_new) pool_.append(text);
    set(out, at, entry->second, 2);
    out[at + 2] = static_cast<std::uint8_t>(text.size());
    return first_ + pool_.size() <= 0xFFFF;
  }
  [[nodiscard]] std::string_view pool() const { return pool_; }

 private:
  std::size_t first_;
  std::string pool_;
  std::map<std::string_view, std::size_t> offsets_;
};

std::uint16_t audiences_barred(Policy const& policy, Purpose const& purpose) {
  unsigned bits = 0;
  for (auto const& audience : purpose.forbidden_for) bits |= 1U << index_of(policy.audiences, audience);
  return static_cast<std::uint16_t>(bits);
}

std::uint8_t consent_mode(Purpose const& purpose) {
  unsigned bits = 0;
  for (auto const type : purpose.consent_mode) bits |= 1U << static_cast<unsigned>(type);
  return static_cast<std::uint8_t>(bits);
}

struct RegionEntry {
  RegionKey key;
  std::size_t regime;
  std::uint32_t child_age;
};

std::vector<RegionEntry> regions_of(Policy const& policy) {
  std::vector<RegionEntry> entries;
  for (auto const& region : policy.regions) {
    for (auto const& code : region.codes) {
      entries.push_back({region_key(code), index_of(policy.regimes, region.regime), region.child_age});
    }
  }
  std::ranges::sort(entries, {}, &RegionEntry::key);
  return entries;
}

std::size_t default_audience(Policy const& policy) {
  auto const found = std::ranges::find(policy.audiences, AudienceKind::website_visitor, &Audience::kind);
  return found == policy.audiences.end() ? 0 : static_cast<std::size_t>(std::distance(policy.audiences.begin(), found));
}

}  // namespace

Result<Bytes> compile(Policy const& policy) {
  auto const names = names_of(policy);
  auto const regions = regions_of(policy);
  HALLPASS_CHECK(within_limits(policy, names.size()));

  Bytes out{'H', 'P', 'I', 'M', 2};
  out.push_back(static_cast<std::uint8_t>(policy.purposes.size()));
  out.push_back(static_cast<std::uint8_t>(policy.audiences.size()));
  out.push_back(static_cast<std::uint8_t>(policy.regimes.size()));
  out.resize(20);  // size and hash come last
  put16(out, regions.size());
  put16(out, names.size());
  put32(out, static_cast<std::uint64_t>(policy.consent.lifetime.seconds));
  out.push_back(static_cast<std::uint8_t>(index_of(policy.regimes, policy.unknown_region.regime)));
  out.push_back(static_cast<std::uint8_t>(policy.unknown_region.child_age));
  out.push_back(static_cast<std::uint8_t>(policy.children.age));
  out.push_back(static_cast<std::uint8_t>(default_audience(policy)));
  out.push_back(flags_of(policy));
  out.resize(40);

  auto const tables = 40 + policy.purposes.size() * 10 + policy.audiences.size() * 4 + policy.regimes.size() * 8 +
                      regions.size() * 6 + names.size() * 8;
  TextPool texts{tables};
  bool fits = texts.refer(out, 34, policy.consent.cookie_name);
  auto const put_text = [&](std::string_view text) {
    out.resize(out.size() + 3);
    fits = texts.refer(out, out.size() - 3, text) && fits;
  };
  for (auto const& purpose : policy.purposes) {
    put_text(purpose.id);
    out.push_back(flags_of(policy, purpose));
    put16(out, purpose.revision);
    put16(out, audiences_barred(policy, purpose));
    put16(out, consent_mode(purpose));
  }
  for (auto const& audience : policy.audiences) {
    put_text(audience.id);
    out.push_back(0);
  }
  for (auto const& regime : policy.regimes) {
    put32(out, granted_when_silent(policy, regime));
    put32(out, flags_of(regime));
  }
  for (auto const& region : regions) {
    put32(out, region.key);
    put16(out, region.regime | std::size_t{region.child_age} << 8U);
  }
  for (auto const& name : names) {
    put_text(name.text);
    put16(out, static_cast<std::size_t>(name.kind) | name.purpose << 8U);
    put_text(name.vendor);
  }
  if (!fits)
    return fail(ErrorCode::too_large, "/technologies", "The names and patterns of the policy do not fit 65,535 bytes.");
  out.insert(out.end(), texts.pool().begin(), texts.pool().end());
  set(out, 8, out.size(), 4);
  set(out, 12, image_hash(out), 8);
  return out;
}

}  // namespace hallpass::policy
