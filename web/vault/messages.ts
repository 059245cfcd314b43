/** What a page and a worker say to each other. */
import type { ErrorCode } from '../base/error-codes.ts';
import type { Operations } from './operations.ts';

/** "start" comes first, with the compiled module. */
export type Question = readonly [id: number, name: keyof Operations | 'start', ...args: unknown[]];
export type Answer = readonly [id: number, value?: unknown, failure?: readonly [code: ErrorCode, where: string]];

/** The buffers of a message's arguments or value, which move instead of being copied. */
export const transferred = (values: unknown): ArrayBuffer[] =>
  [values].flat().filter((value) => value instanceof Uint8Array).map(({ buffer }) => buffer as ArrayBuffer);
