/** What throws, a read that the browser denies or an address that is none, is `otherwise`. */
export const attempt = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};
