/* The gate's module: C ABI for the head script. One packed request in, one packed answer out; no imports, no allocation.
 *
 * Little-endian, in the module's space: the request at hallpass_gate_space(), answers and names HALLPASS_GATE_ANSWER_AT
 * bytes later, the image HALLPASS_GATE_IMAGE_AT bytes later. Exports are
 * named without hallpass_gate_: every byte counts.
 * Request:
 *   0 f64 now, ms since 1970     8 u8 GPC: 0 unknown, 1 off, 2 on     9 u8 first character of DNT, 0 for none
 *   10 u8 age in years, 255 unknown     11 u8 1: the school authorised     12 u32 granted, bit n purpose n (choose)
 *   16 u8, 17 u8, 18 u16 lengths of region, audience, and the record (decide) or the vendors refused (choose: ids with
 *   blanks between)     20 the three texts, one after the other
 * Answer of hallpass_gate_decide:
 *   0 u8 Prompt     1 u8 signals in force (1 GPC, 2 DNT)     2 u8 Google consent types granted     3 u8 RegimeFlags
 *   4 u8 1: all that a technology serves is granted     6 purposes × 2: u8 State, u8 Reason
 * Enumerators: sdk/decision/decision.hpp, sdk/policy/image_view.hpp. */
#ifndef HALLPASS_WASM_GATE_H
#define HALLPASS_WASM_GATE_H

#include <stdint.h>

#define HALLPASS_GATE_ANSWER_AT 4096 /* bytes for a request */
#define HALLPASS_GATE_IMAGE_AT 8192
#define HALLPASS_GATE_IMAGE 65536 /* bytes for the image */
#define HALLPASS_GATE_REFUSED 253
#ifdef __wasm__
#define HALLPASS_EXPORT(name) __attribute__((export_name(name)))
#else
#define HALLPASS_EXPORT(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

HALLPASS_EXPORT("space") uint8_t* hallpass_gate_space(void);
/* Takes the image of `size` bytes. Its number of purposes; 0: it is not a whole, unaltered image, all stays closed. */
HALLPASS_EXPORT("open") uint32_t hallpass_gate_open(uint32_t size);
/* Answers the request of `size` bytes: the number of purposes; 0: closed, for one that does not hold together. */
HALLPASS_EXPORT("decide") uint32_t hallpass_gate_decide(uint32_t size);
/* Writes the record of a click, to be stored, as the answer: its length; 0: none. */
HALLPASS_EXPORT("choose") uint32_t hallpass_gate_choose(uint32_t size);
/* Which purpose declares the name of `size` bytes, written as an answer. kind: NameKind, 255 for a purpose's own id, 254
 * for a vendor's. 254: a host that needs none. HALLPASS_GATE_REFUSED: its vendor is refused by the record of the present
 * request. 255: none. */
HALLPASS_EXPORT("find") uint32_t hallpass_gate_find(uint32_t kind, uint32_t size);

#ifdef __cplusplus
}
#endif

#endif
