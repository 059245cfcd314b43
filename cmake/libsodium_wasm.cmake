# third_party::sodium for WebAssembly: the few sources of libsodium that sdk/crypto uses, in portable form. Everything is in
# the library; a module carries only what it refers to. Compared with libsodium's own build:
#   - no randomness, no CPU detection, no guarded heap: sdk/crypto/wasm/platform.c stands in for them;
#   - ChaCha20-Poly1305 is for the modules without SIMD only: the others have sdk/crypto/wasm;
#   - X25519's base multiplication does not exist (sdk/crypto takes the ladder over the point 9), so that
#     the 30 kB Ed25519 base table is carried only by modules that sign.
set(sodium_dir ${HALLPASS_CACHE}/libsodium/src/libsodium)
set(SODIUM_LIBRARY_VERSION_MAJOR 10)
set(SODIUM_LIBRARY_VERSION_MINOR 3)
set(VERSION 1.0.18)
configure_file(${sodium_dir}/include/sodium/version.h.in ${CMAKE_BINARY_DIR}/third_party/sodium/sodium/version.h @ONLY)
configure_file(${sodium_dir}/include/sodium/version.h.in ${CMAKE_BINARY_DIR}/third_party/sodium/version.h @ONLY)

set(sodium_sources
  crypto_aead/chacha20poly1305/sodium/aead_chacha20poly1305.c
  crypto_auth/hmacsha256/auth_hmacsha256.c
  crypto_core/ed25519/ref10/ed25519_ref10.c
  crypto_hash/sha512/cp/hash_sha512_cp.c
  crypto_onetimeauth/poly1305/onetimeauth_poly1305.c
  crypto_onetimeauth/poly1305/donna/poly1305_donna.c
  crypto_pwhash/scryptsalsa208sha256/crypto_scrypt-common.c
  crypto_pwhash/scryptsalsa208sha256/pbkdf2-sha256.c
  crypto_pwhash/scryptsalsa208sha256/pwhash_scryptsalsa208sha256.c
  crypto_pwhash/scryptsalsa208sha256/nosse/pwhash_scryptsalsa208sha256_nosse.c
  crypto_scalarmult/curve25519/ref10/x25519_ref10.c
  crypto_scalarmult/curve25519/scalarmult_curve25519.c
  crypto_sign/ed25519/ref10/keypair.c
  crypto_sign/ed25519/ref10/open.c
  crypto_sign/ed25519/ref10/sign.c
  crypto_stream/chacha20/ref/chacha20_ref.c
  crypto_stream/chacha20/stream_chacha20.c
  crypto_verify/sodium/verify.c
  sodium/utils.c)
list(TRANSFORM sodium_sources PREPEND ${sodium_dir}/)

add_library(third_party_sodium STATIC EXCLUDE_FROM_ALL ${sodium_sources}
  ${PROJECT_SOURCE_DIR}/sdk/crypto/wasm/platform.c ${PROJECT_SOURCE_DIR}/sdk/crypto/wasm/sha256.cpp)
add_library(third_party::sodium ALIAS third_party_sodium)
target_include_directories(third_party_sodium SYSTEM
  PUBLIC ${sodium_dir}/include ${CMAKE_BINARY_DIR}/third_party/sodium
  PRIVATE ${sodium_dir}/include/sodium ${sodium_dir}/crypto_pwhash/scryptsalsa208sha256)
target_compile_definitions(third_party_sodium PUBLIC SODIUM_STATIC PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN)
target_compile_options(third_party_sodium PRIVATE -w)
set_property(SOURCE ${sodium_dir}/crypto_scalarmult/curve25519/ref10/x25519_ref10.c
  APPEND PROPERTY COMPILE_DEFINITIONS ge25519_scalarmult_base=hallpass_no_base_table)
