/** The names of sdk/base/error_codes.inc, in its order: a wasm module answers with the index. tests/base compares the two. */
export const errorCodes = [
  'invalid_argument', 'too_large', 'truncated', 'malformed', 'not_found', 'conflict', 'unauthenticated', 'not_authentic',
  'forbidden', 'unsupported', 'unavailable', 'internal', 'method_not_allowed', 'unsupported_media_type',
  'precondition_failed', 'already_used', 'headers_too_large',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
