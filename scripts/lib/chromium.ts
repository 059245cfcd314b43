// Debian's Chromium under playwright, started the same way by every browser test, the demo's smoke run and the benches.
import { chromium, type Browser } from 'playwright-core';

/** Software GL, so that WebGL2 works without a graphics card; no background traffic of the browser's own. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox', '--disable-dev-shm-usage', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** `hosts`: made-up host name -> the address and port that answers for it. */
export const launchChromium = (hosts: Readonly<Record<string, string>> = {}): Promise<Browser> => {
  const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`).join(', ');
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: [...chromiumArgs, ...rules === '' ? [] : [`--host-resolver-rules=${rules}`]] });
};
