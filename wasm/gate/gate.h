/* The gate's module: C ABI for the head script. One packed request in, one packed answer out; no imports, no allocation.
 *
 * Little-endian. Both lie in the module's space: message at hallpass_gate_space(), image HALLPASS_GATE_MESSAGE bytes later.
 * Request for hallpass_gate_decide:
 *   0 f64 now, ms since 1970     8 u8 GPC: 0 unknown, 1 off, 2 on     9 u8 first character of DNT, 0 for none
 *   10 u8 age in years, 255 unknown     11 u8 bits: 1 the school authorised, 2 a click: `granted` counts, not the record
 *   12 u32 granted, bit n purpose n     16 u8, 17 u8, 18 u16 lengths of region, audience, record
 *   20 the three texts, one after the other
 * Answer:
 *   0 u8 purposes; 0: closed, nothing else counts     1 u8 Prompt     2 u8 signals in force (1 GPC, 2 DNT)
 *   3 u8 Google consent types granted     4 u8 RegimeFlags     5 u8 1: all that
 *   a technology serves is granted     6 u16 length of the record to store
 *   8 purposes × 2: u8 State, u8 Reason     then the record
 * Enumerators: sdk/decision/decision.hpp, sdk/policy/image_view.hpp. */
#ifndef HALLPASS_WASM_GATE_H
#define HALLPASS_WASM_GATE_H

#include <stdint.h>

#define HALLPASS_GATE_MESSAGE 8192 /* bytes for a request or an answer */
#define HALLPASS_GATE_IMAGE 65536  /* bytes for the image */

#ifdef __cplusplus
extern "C" {
#endif

uint8_t* hallpass_gate_space(void);
/* Takes the image of `size` bytes. Its number of purposes; 0: it is not a whole, unaltered image, all stays closed. */
uint32_t hallpass_gate_open(uint32_t size);
/* The size of the answer; a request that does not hold together gets the closed answer. */
uint32_t hallpass_gate_decide(uint32_t size);
/* Which purpose declares the name of `size` bytes in the message. kind: NameKind, or 255 for a purpose's own id.
 * 254: a host that needs none. 255: none. */
uint32_t hallpass_gate_find(uint32_t kind, uint32_t size);

#ifdef __cplusplus
}
#endif

#endif
