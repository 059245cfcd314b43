// The browser's clock for some years around now: when local time changes against UTC, and to what.

export interface ClockChange {
  readonly fromMs: number;
  /** Local time minus UTC from then on. */
  readonly utcOffsetMinutes: number;
}

const minute = 60_000;
// No place changes its clock twice within a week.
const step = 7 * 24 * 60 * minute;
const yearsBack = 10;
const yearsAhead = 3;

const offsetAt = (instant: number): number => -new Date(instant).getTimezoneOffset();

/** In order of time; the first is what held at the beginning. `offset` is the platform's but for tests. */
export const clockChanges = (nowMs: number, offset: (instantMs: number) => number = offsetAt): ClockChange[] => {
  const begin = nowMs - yearsBack * 365.25 * 24 * 60 * minute;
  const end = nowMs + yearsAhead * 365.25 * 24 * 60 * minute;
  const changes: ClockChange[] = [{ fromMs: Math.trunc(begin), utcOffsetMinutes: offset(begin) }];
  for (let before = begin; before < end; before += step) {
    const after = before + step;
    if (offset(before) === offset(after)) continue;
    let [low, high] = [Math.floor(before / minute), Math.floor(after / minute)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle * minute) === offset(before)) low = middle; else high = middle;
    }
    changes.push({ fromMs: high * minute, utcOffsetMinutes: offset(after) });
  }
  return changes;
};
