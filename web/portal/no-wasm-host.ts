/**
 * What the module asks of its host, where it is JavaScript (portal.no-wasm.js): scripts/build-web.ts puts this in the place of
 * its imports. It is pure, so there is nothing to say: no environment (in WASI's words "not supported"), and it owns its memory.
 */
const notSupported = 58;

export const emscripten_notify_memory_growth = (): void => undefined;
export const environ_sizes_get = (): number => notSupported;
export const environ_get = (): number => notSupported;
