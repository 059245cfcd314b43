#include "sdk/policy/policy.hpp"

#include <algorithm>

namespace hallpass::policy {
namespace {

template <class T, class Member>
T const* find_by(std::vector<T> const& list, Member T::* key, std::string_view id) noexcept {
  auto const found = std::find_if(list.begin(), list.end(), [&](T const& entry) { return entry.*key == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

Audience const* Policy::find_audience(std::string_view id) const noexcept {
  return find_by(audiences, &Audience::id, id);
}
DataCategory const* Policy::find_data_category(std::string_view id) const noexcept {
  return find_by(data_categories, &DataCategory::id, id);
}
Purpose const* Policy::find_purpose(std::string_view id) const noexcept {
  return find_by(purposes, &Purpose::id, id);
}
Vendor const* Policy::find_vendor(std::string_view id) const noexcept {
  return find_by(vendors, &Vendor::id, id);
}
Regime const* Policy::find_regime(std::string_view id) const noexcept {
  return find_by(regimes, &Regime::id, id);
}
Recipient const* Policy::find_recipient(std::string_view id) const noexcept {
  return find_by(recipients, &Recipient::id, id);
}
Passage const* Policy::find_passage(std::string_view id) const noexcept {
  return find_by(statement.passages, &Passage::id, id);
}
Texts const* Policy::find_texts(std::string_view language) const noexcept {
  return find_by(texts, &Texts::language, language);
}

bool Policy::is_asked(std::string_view purpose) const noexcept {
  return find_by(technologies, &Technology::purpose, purpose) != nullptr;
}

}  // namespace hallpass::policy
