# Where a module's time goes: compiled for speed, not for size, with SIMD, and not left to the linker to optimise again.
set(HALLPASS_SIMD_SOURCES
  ${PROJECT_SOURCE_DIR}/sdk/crypto/wasm/chacha20.cpp ${PROJECT_SOURCE_DIR}/sdk/crypto/wasm/poly1305.cpp)

# hallpass_use_simd(TARGET): ChaCha20-Poly1305 by sdk/crypto/wasm instead of libsodium's portable code.
function(hallpass_use_simd target)
  target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/sdk/crypto/wasm/aead_engine.cpp ${HALLPASS_SIMD_SOURCES})
  target_link_options(${target} PUBLIC -msimd128)
  set_source_files_properties(${HALLPASS_SIMD_SOURCES} PROPERTIES COMPILE_OPTIONS "-msimd128;-Os;-fno-lto")
endfunction()
