// What the page's own response said by Server-Timing, where it came with such a header: there as soon as the head is.

const [navigation] = performance.getEntriesByType('navigation') as Partial<PerformanceNavigationTiming>[];

export const serverTiming = (name: string): string | undefined => navigation?.serverTiming?.find((entry) => entry.name === name)?.description;
