#include "wasm/policy/policy.h"

#include <string>

#include "sdk/policy/image.hpp"
#include "sdk/policy/read.hpp"

namespace {

constexpr std::uint32_t max_request = 16U << 20U;

std::string& request() {
  static std::string bytes;
  return bytes;
}

std::string& answer() {
  static std::string bytes;
  return bytes;
}

std::uint32_t answer_with(std::string bytes) {
  answer() = std::move(bytes);
  return static_cast<std::uint32_t>(answer().size());
}

}  // namespace

std::uint8_t* hallpass_policy_space(std::uint32_t size) {
  if (size > max_request) return nullptr;
  request().assign(size, '\0');
  return reinterpret_cast<std::uint8_t*>(request().data());
}

std::uint32_t hallpass_policy_check() {
  return answer_with(hallpass::policy::to_json(hallpass::policy::check_policy(request()).findings));
}

std::uint32_t hallpass_policy_compile() {
  auto const policy = hallpass::policy::read_policy(request());
  if (!policy) return answer_with({});
  auto const image = hallpass::policy::compile(*policy);
  return answer_with(image ? std::string{hallpass::as_text(*image)} : std::string{});
}

std::uint8_t const* hallpass_policy_answer() {
  return reinterpret_cast<std::uint8_t const*>(answer().data());
}
