/* The policy's module: check and compile a policy file, for node and for sites without a build step.
 *
 * One request, one answer: hallpass_policy_space(size) gives room for the policy's JSON; put it there and call check
 * or compile; the answer then lies at hallpass_policy_answer() until the next request. One thread. */
#ifndef HALLPASS_WASM_POLICY_H
#define HALLPASS_WASM_POLICY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Room for `size` bytes; 0 where that is more than any policy that is checked may have (16 MiB). */
uint8_t* hallpass_policy_space(uint32_t size);
/* The answer is the findings as JSON (sdk/policy/finding.hpp, to_json); its size in bytes, never 0. */
uint32_t hallpass_policy_check(void);
/* The answer is the compiled image (sdk/policy/image.hpp); its size in bytes. 0: the policy has errors, or is too
 * large for an image; check says which. */
uint32_t hallpass_policy_compile(void);
uint8_t const* hallpass_policy_answer(void);

#ifdef __cplusplus
}
#endif

#endif
