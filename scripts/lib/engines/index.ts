// Which engines a run asks: Chromium always, all three with HALLPASS_ALL_BROWSERS=1 (scripts/test --all-browsers).
import { startChromium } from './chromium.ts';
import type { Engine, EngineName } from './engine.ts';
import { startFirefox } from './firefox.ts';
import { startWebkit } from './webkit.ts';

const starters: Readonly<Record<EngineName, () => Promise<Engine>>> = { chromium: startChromium, firefox: startFirefox, webkit: startWebkit };

export const wantedEngines: readonly EngineName[] = process.env['HALLPASS_ALL_BROWSERS'] ? ['chromium', 'firefox', 'webkit'] : ['chromium'];

/** Starts the engine, lets `use` have it, and ends it whatever happens. */
export const withEngine = async (name: EngineName, use: (engine: Engine) => Promise<void>, start = starters[name]): Promise<void> => {
  const engine = await start();
  try {
    await use(engine);
  } finally {
    await engine.close();
  }
};
