// The record of the visitor's choice, as it is now: from the browser's own cookies, which no page script comes between.
import { scope } from './scope.ts';

const { cookie } = HALLPASS_SERVICE_WORKER;
const longest = 2048;
const isFirefox = navigator.userAgent.includes('Firefox/');

const read = async (): Promise<string> => {
  const { value = '' } = await scope.cookieStore?.get(cookie) ?? {};
  return value.length > longest ? '' : value;
};

let woken: Promise<unknown> | undefined;
/**
 * Firefox (153) has no cookies in a worker before the worker's own process has loaded something from the site. A fetch is made
 * by another process; a font is not. That this file is no font does not matter.
 */
const wake = (): Promise<unknown> => woken ??= new FontFace('hallpass', `url("${scope.location.href}")`).load().catch(() => undefined);

/** '' for none. */
export const readRecord = async (): Promise<string> => {
  const record = await read();
  if (record !== '' || !isFirefox) return record;
  await wake();
  return read();
};
