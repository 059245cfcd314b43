// The policy's module (wasm/policy) for JavaScript: the same check and the same image as the command line's.

export type Severity = 'error' | 'warning' | 'gap';

/** One thing wrong or missing; fields as in sdk/policy/finding.hpp. */
export interface Finding {
  readonly severity: Severity;
  readonly code: string;
  /** JSON Pointer into the policy. */
  readonly where: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in bytes. */
  readonly column: number;
  readonly message: string;
  /** May be empty. */
  readonly suggestion: string;
}

export interface Findings {
  readonly errors: number;
  readonly warnings: number;
  readonly gaps: number;
  readonly findings: readonly Finding[];
}

export interface PolicyModule {
  /** Any text or bytes whatsoever up to 16 MiB; throws RangeError beyond. */
  check(policy: string | Uint8Array): Findings;
  /** The compiled image; undefined where the policy has errors. */
  compile(policy: string | Uint8Array): Uint8Array | undefined;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly hallpass_policy_space: (size: number) => number;
  readonly hallpass_policy_check: () => number;
  readonly hallpass_policy_compile: () => number;
  readonly hallpass_policy_answer: () => number;
}

/** `wasm`: the bytes of policy.wasm. Each call makes a module of its own. */
export const loadPolicyModule = async (wasm: BufferSource): Promise<PolicyModule> => {
  const { instance } = await WebAssembly.instantiate(wasm, { env: { emscripten_notify_memory_growth: () => undefined } });
  const exports = instance.exports as unknown as Exports;
  exports._initialize();
  const ask = (policy: string | Uint8Array, question: () => number): Uint8Array => {
    const bytes = typeof policy === 'string' ? new TextEncoder().encode(policy) : policy;
    const space = exports.hallpass_policy_space(bytes.length);
    if (space === 0) throw new RangeError('a policy of more than 16 MiB');
    new Uint8Array(exports.memory.buffer, space, bytes.length).set(bytes);
    const size = question();
    // Memory may have grown meanwhile: look at the buffer only now, and copy.
    return new Uint8Array(exports.memory.buffer, exports.hallpass_policy_answer(), size).slice();
  };
  return {
    check: (policy) => JSON.parse(new TextDecoder().decode(ask(policy, exports.hallpass_policy_check))) as Findings,
    compile: (policy) => {
      const image = ask(policy, exports.hallpass_policy_compile);
      return image.length > 0 ? image : undefined;
    },
  };
};
