// What stands in for libsodium's platform layer in WebAssembly (cmake/libsodium_wasm.cmake): nothing is left to choose
// at run time, memory that held a secret is zeroed, misuse ends the module.
// The declarations are libsodium's own; its headers are private to that target.

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "crypto_scrypt.h"
#include "private/ed25519_ref10.h"
#include "utils.h"

int sodium_init(void) { return 0; }

void sodium_misuse(void) { __builtin_trap(); }

// Asked by scrypt, whose portable code is a fifth of the size of the other and fast enough in a page.
int sodium_runtime_has_sse2(void) { return 0; }

// X25519 over the base point goes through the ladder (sdk/crypto/x25519.cpp), never here.
void hallpass_no_base_table(ge25519_p3 *h, unsigned char const *a);
void hallpass_no_base_table(ge25519_p3 *h, unsigned char const *a) {
  (void)h;
  (void)a;
  __builtin_trap();
}

// The other scrypt is not carried.
int escrypt_kdf_sse(escrypt_local_t *local, uint8_t const *passwd, size_t passwdlen, uint8_t const *salt,
                      size_t saltlen, uint64_t N, uint32_t r, uint32_t p, uint8_t *buf, size_t buflen) {
  (void)local, (void)passwd, (void)passwdlen, (void)salt, (void)saltlen, (void)N, (void)r, (void)p, (void)buf,
      (void)buflen;
  __builtin_trap();
}

// scrypt's working memory: derived from the passphrase, so zeroed when it is given back.
void *alloc_region(escrypt_region_t *region, size_t size) {
  region->base = region->aligned = malloc(size);  // the portable code asks for no more alignment than this
  region->size = region->base ? size : 0;
  return region->aligned;
}

int free_region(escrypt_region_t *region) {
  if (region->base) {
    sodium_memzero(region->base, region->size);
    free(region->base);
  }
  return escrypt_init_local(region);
}

int escrypt_init_local(escrypt_local_t *local) {
  local->base = local->aligned = NULL;
  local->size = 0;
  return 0;
}

int escrypt_free_local(escrypt_local_t *local) { return free_region(local); }
