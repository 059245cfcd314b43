#pragma once
// What a check found in a policy file: a value to print, to count, to put into JSON.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass::policy {

// error: the file cannot be used. warning: it works, and probably does not mean what it says.
// gap: it works, and the statement or the arrangements behind it lack something a law or a promise asks for.
enum class Severity : std::uint8_t { error, warning, gap };

[[nodiscard]] std::string_view to_string(Severity severity) noexcept;

struct Finding {
  Severity severity = Severity::error;
  std::string code;          // stable, snake_case: "unknown_key", "gpc_not_stated"
  std::string where;         // JSON Pointer (RFC 6901) into the policy; "" is the whole file
  std::uint32_t line = 0;    // 1-based; 0 where there is no place in the text
  std::uint32_t column = 0;  // 1-based, in bytes
  std::string message;       // one sentence
  std::string suggestion;    // what to do, one sentence; may be empty

  friend bool operator==(Finding const&, Finding const&) = default;
};

[[nodiscard]] std::size_t count(std::span<Finding const> findings, Severity severity) noexcept;

// {"errors":0,"warnings":0,"gaps":1,"findings":[{"severity","code","where","line","column","message","suggestion"}…]},
// keys in this order, always all of them, no white space. Stable: programs may rely on it.
[[nodiscard]] std::string to_json(std::span<Finding const> findings);

}  // namespace hallpass::policy
