// The clock that the portal is told: every change of the platform's own, to the minute.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clockChanges } from '../../web/portal/wall-clock.ts';

const now = Date.parse('2026-11-26T12:00:00Z');

test('New York, Lord Howe Island, Casablanca and UTC as the platform knows them', () => {
  const before = process.env['TZ'];
  try {
    for (const zone of ['America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC', 'Asia/Kathmandu']) {
      process.env['TZ'] = zone;
      const changes = clockChanges(now);
      assert.ok(changes.length < 64, zone);
      assert.equal(changes.length > 20, ['America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'].includes(zone), zone);
      let at = 0;
      for (let instant = now - 9 * 365 * 86_400_000; instant < now + 2 * 365 * 86_400_000; instant += 3 * 3_600_000 + 60_000) {
        while ((changes[at + 1]?.fromMs ?? Infinity) <= instant) at += 1;
        assert.equal(changes[at]?.utcOffsetMinutes, -new Date(instant).getTimezoneOffset(), `${zone} ${new Date(instant).toISOString()}`);
      }
    }
  } finally {
    if (before === undefined) delete process.env['TZ']; else process.env['TZ'] = before;
  }
});

test('a change is found to the minute', () => {
  process.env['TZ'] = 'America/New_York';
  const spring = clockChanges(now).find(({ fromMs }) => fromMs > now);
  delete process.env['TZ'];
  assert.deepEqual(spring, { fromMs: Date.parse('2027-03-14T07:00:00Z'), utcOffsetMinutes: -240 });
});
