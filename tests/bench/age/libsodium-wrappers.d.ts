// Of the peer's own types, what the bench uses; they are not installed with the project.
declare module 'libsodium-wrappers' {
  const sodium: {
    readonly ready: Promise<void>;
    readonly crypto_aead_chacha20poly1305_ietf_keygen: () => Uint8Array;
    readonly crypto_aead_chacha20poly1305_ietf_encrypt: (message: Uint8Array, data: null, secretNonce: null, nonce: Uint8Array, key: Uint8Array) => Uint8Array;
    readonly crypto_aead_chacha20poly1305_ietf_decrypt: (secretNonce: null, sealed: Uint8Array, data: null, nonce: Uint8Array, key: Uint8Array) => Uint8Array;
  };
  export default sodium;
}
