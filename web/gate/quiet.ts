// Work that nobody waits for: when the browser has drawn the page, at the latest in a second.

const later = setTimeout;
const idle = window.requestIdleCallback as typeof requestIdleCallback | undefined; // not in Safari

export const whenQuiet = (run: () => void): void => {
  if (idle) idle(run, { timeout: 1000 });
  else later(run, 100);
};
