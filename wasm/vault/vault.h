/* The vault's module: C ABI for web/vault. age files are written and read chunk by chunk, so its memory stays small.
 *
 * A session is one file: begin, then its chunks in any order, then end. Many sessions may be open, also of one file in
 * several instances of the module (workers), each of which takes some of the chunks. Memory that the caller fills or
 * reads comes from vault_allocate and goes back, zeroed, by vault_free.
 * Import: `random(to, size)` of module `vault` fills memory from crypto.getRandomValues; 0, or another value on failure.
 * Functions that return int32_t return 0, or 1 + the error's code (its index in sdk/base/error_codes.inc); then
 * vault_error_where() tells where, never anybody's data. */
#ifndef HALLPASS_WASM_VAULT_H
#define HALLPASS_WASM_VAULT_H

#include <stdint.h>

#define HALLPASS_VAULT_CHUNK 65536
#define HALLPASS_VAULT_TAG 16
#define HALLPASS_VAULT_KEY 32

#ifdef __cplusplus
extern "C" {
#endif

typedef struct VaultSession VaultSession;

/* `size` bytes, or null. */
uint8_t* vault_allocate(uint32_t size);
void vault_free(uint8_t* memory, uint32_t size);

/* Where the last error was: text, not ended by a zero. */
char const* vault_error_where(void);
uint32_t vault_error_where_size(void);

/* `keys`: recipients (age1…), one a line. */
int32_t vault_encrypt_begin(char const* keys, uint32_t size, VaultSession** session);
/* Under a passphrase instead; `work_factor` is log2 of scrypt's cost. */
int32_t vault_encrypt_begin_passphrase(uint8_t const* passphrase, uint32_t size, uint32_t work_factor,
                                       VaultSession** session);
/* `keys`: identities (AGE-SECRET-KEY-1…), one a line, or (is_passphrase 1) one passphrase. `start`: the first bytes of
 * the file; the error truncated, at "header", asks for more of them. */
int32_t vault_decrypt_begin(char const* keys, uint32_t keys_size, int32_t is_passphrase, uint8_t const* start,
                            uint32_t start_size, VaultSession** session);

/* Encrypting: what stands before the chunks. Decrypting: only the size, where the chunks begin in the file. */
uint8_t const* vault_prefix(VaultSession const* session);
uint32_t vault_prefix_size(VaultSession const* session);

/* The 32 bytes of the file's payload key, and a session of the same file made of them in another instance. That one has
 * no prefix. The bytes on the way are the caller's to zero. */
uint8_t const* vault_key(VaultSession const* session);
VaultSession* vault_adopt(uint8_t const* key);

/* Chunk `index` (from 0), in place. Sealing: `size` bytes of plaintext become size + 16; REQUIRES that an index is sealed
 * once in a file, whichever instance does it. Opening: `size` bytes become size - 16; after an error nothing of the
 * plaintext is there. */
int32_t vault_seal(VaultSession const* session, uint32_t index, int32_t is_last, uint8_t* chunk, uint32_t size);
int32_t vault_open(VaultSession const* session, uint32_t index, int32_t is_last, uint8_t* chunk, uint32_t size);

/* Zeroes the session's keys. */
void vault_end(VaultSession* session);

/* A new identity: 74 characters into `identity`, and its recipient, 62 characters into `recipient`. */
int32_t vault_generate(char* identity, char* recipient);

/* The binary file in an armored one, in place. `size`: of the text, then of the file. */
int32_t vault_dearmor(uint8_t* text, uint32_t* size);

#ifdef __cplusplus
}
#endif

#endif
