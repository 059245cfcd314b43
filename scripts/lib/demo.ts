// What scripts/demo runs once everything is built.
import { join } from 'node:path';

import { demoAccounts } from '../../examples/district/identity-provider.ts';
import { runStory } from '../../tests/story/story.ts';
import { launchChromium } from './chromium.ts';
import { anyPorts, startWorld, type Ports } from './world.ts';

const smoke = process.argv.includes('--smoke');
const folder = 'build/demo';
const preferred: Ports = { site: 8400, trackers: 8401, portal: 8402, district: 8403, identityProvider: 8404 };

const inUse = (error: unknown): boolean => error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

console.error('making a district of 2,000 students and importing it …');
const world = await startWorld(folder, smoke ? anyPorts : preferred).catch((error: unknown) => {
  if (!inUse(error)) throw error;
  console.error('a port is taken: using free ones');
  return startWorld(folder, anyPorts);
});

let ending = false;
const end = async (code: number): Promise<never> => {
  if (!ending) {
    ending = true;
    await world.close();
  }
  process.exit(code);
};
process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

if (smoke) {
  const browser = await launchChromium();
  try {
    await runStory({ world, browser, folder, view: 'plain', say: (chapter) => { console.error(`· ${chapter}`); } });
    console.log('1 passed, 0 failed');
  } catch (error) {
    console.error(error);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
  await end(Number(process.exitCode ?? 0));
}

console.log(`
The school vendor's site     ${world.site.origin}
The parents' portal          ${world.portal}
The district's API           ${world.district}/v1/district
What trackers heard          ${world.site.trackerOrigin}
The district's public keys   ${world.district}/.well-known/hallpass-keys.json
                             (hallpass verify --signer ${world.signer} ${join(folder, 'hallpass-keys.json')} explains them)
The district's private key   ${join(folder, 'district-key.txt')}  (age -d -i … opens what the contact form sent)

Sign in to the portal as
${demoAccounts.map(({ name, description }) => `  ${name.padEnd(20)} ${description}`).join('\n')}

Ctrl-C stops everything.`);
