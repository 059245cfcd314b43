import type { ErrorCode } from './error-codes.ts';

/** What went wrong and where, as the C++ core says it: `code` is a name of sdk/base/error_codes.inc. */
export class HallpassError extends Error {
  readonly code: ErrorCode;
  /** A JSON Pointer, an argument's name or a layer; never anybody's data. */
  readonly where: string;

  constructor(code: ErrorCode, where: string, options?: ErrorOptions) {
    super(`${code} at ${where}`, options);
    this.name = 'HallpassError';
    this.code = code;
    this.where = where;
  }
}
