// The peers, each on one worker: `{peer, plaintext}` comes in, how long it took comes out, in milliseconds.
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import sodium from 'libsodium-wrappers';

const chunkSize = 65536;

/** Encrypts and decrypts once; the times of both. */
type Peer = (plaintext: Uint8Array) => Promise<readonly [encrypt: number, decrypt: number]>;

/** What a page would write that takes libsodium.js for its large files. */
const libsodium: Peer = async (plaintext) => {
  await sodium.ready;
  const key = sodium.crypto_aead_chacha20poly1305_ietf_keygen();
  const nonce = new Uint8Array(12);
  const sealed: Uint8Array[] = [];
  const start = performance.now();
  for (let at = 0; at < plaintext.length; at += chunkSize) {
    new DataView(nonce.buffer).setUint32(7, at / chunkSize);
    sealed.push(sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext.subarray(at, at + chunkSize), null, null, nonce, key));
  }
  const between = performance.now();
  sealed.forEach((chunk, index) => {
    new DataView(nonce.buffer).setUint32(7, index);
    sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, chunk, null, nonce, key);
  });
  return [between - start, performance.now() - between];
};

const ageEncryption: Peer = async (plaintext) => {
  const identity = await generateIdentity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const start = performance.now();
  const file = await encrypter.encrypt(plaintext);
  const between = performance.now();
  await decrypter.decrypt(file);
  return [between - start, performance.now() - between];
};

const peers: Readonly<Record<string, Peer>> = { libsodium_js: libsodium, age_encryption: ageEncryption };

self.onmessage = ({ data }: MessageEvent<{ readonly peer: string; readonly plaintext: Uint8Array }>): void => {
  void peers[data.peer]?.(data.plaintext).then((times) => { self.postMessage(times); });
};
