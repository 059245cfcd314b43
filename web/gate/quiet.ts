// Work that others do not have to wait for.

const later = setTimeout;
const frame = requestAnimationFrame;
const idle = window.requestIdleCallback as typeof requestIdleCallback | undefined; // not in Safari

/** When the browser has drawn the page, at the latest in a second. */
export const whenQuiet = (run: () => void): void => {
  if (idle) idle(run, { timeout: 1000 });
  else later(run, 100);
};

/** Once what has changed is on the screen; where nothing is drawn, as in a tab in the background, in a quarter of a second. */
export const afterFrame = (run: () => void): void => {
  let isDue = true;
  const go = (): void => {
    if (isDue) run();
    isDue = false;
  };
  frame(() => later(go));
  later(go, 250);
};
