/** Does it when the browser has nothing else to do. Where it does not tell (WebKit), soon is the nearest thing to that. */
export const whenIdle = (work: () => void): void => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 50);
};
