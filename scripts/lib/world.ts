// Everything the demo and the story run against, for real and on 127.0.0.1: a made-up district as a OneRoster package,
// its API server, its OpenID provider, the parents' portal, and a school vendor's site with a second origin for trackers.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { start as startIdentityProvider } from '../../examples/district/identity-provider.ts';
import { securityHeaders, type Config } from '../../web/portal/config.ts';
import { start as startSite, type Site } from '../../web/site/server.ts';
import { generateDistrict } from '../generate-district.ts';
import { serveFolder } from './static-server.ts';

const audience = 'urn:hallpass:district';
const clientId = 'hallpass-portal';

/** Preferred ports; one that is taken is replaced by a free one. */
export interface Ports {
  readonly site: number;
  readonly trackers: number;
  readonly portal: number;
  readonly district: number;
  readonly identityProvider: number;
}
export const anyPorts: Ports = { site: 0, trackers: 0, portal: 0, district: 0, identityProvider: 0 };

export interface World {
  readonly site: Site;
  readonly portal: string;
  readonly district: string;
  readonly issuer: string;
  /** The district's key pair: what `age -d -i` needs, as a file, and the public half. */
  readonly identityFile: string;
  readonly recipient: string;
  /** The public key that the district signs its list of keys with. */
  readonly signer: string;
  /** Ends the district's server at once, as a power cut would, and starts it again on the same database and port. */
  readonly crashDistrict: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Whose keys they are, whatever port the district listens on here. */
const districtName = 'https://lakeside.example';

/** The district's list of keys, signed, as it publishes it. Returns the file, and the public key of the signer. */
const publishKeys = (folder: string, recipient: string): { readonly keysFile: string; readonly signer: string } => {
  const [keysFile, signingKeyFile] = [join(folder, 'hallpass-keys.json'), join(folder, 'district-signing-key.jwk')];
  const hallpass = (...args: string[]): void => { execFileSync('build/native/cli/hallpass', ['keys', ...args], { stdio: 'ignore' }); };
  hallpass('--new-key', signingKeyFile);
  hallpass('-k', signingKeyFile, '--district', districtName, '-r', recipient, '--id', 'records-office', '-o', keysFile);
  const { x } = JSON.parse(readFileSync(signingKeyFile, 'utf8')) as { readonly x: string };
  return { keysFile, signer: x };
};

const districtBinary = 'build/native/district/server/hallpass-district';

/** Starts the district's server and waits until it says where it listens. */
const startDistrict = async (args: readonly string[]): Promise<{ process: ChildProcess; origin: string }> => {
  const child = spawn(districtBinary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => { reject(new Error(`hallpass-district ended with ${String(code)} before it listened`)); });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /^listening on (http:\/\/\S+)$/.exec(line);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
  });
  return { process: child, origin };
};

const stop = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => new Promise((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) { resolve(); return; }
  child.once('exit', () => { resolve(); });
  child.kill(signal);
});

/** `folder` is emptied first and holds the database, the package and the district's key. */
export const startWorld = async (folder: string, ports: Ports, students = 2000): Promise<World> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    const identityFile = join(folder, 'district-key.txt');
    execFileSync('age-keygen', ['-o', identityFile], { stdio: 'ignore' });
    const recipient = /public key: (age1\S+)/.exec(readFileSync(identityFile, 'utf8'))?.[1];
    if (recipient === undefined) throw new Error('age-keygen wrote no public key');
    const roster = join(folder, 'oneroster.zip');
    writeFileSync(roster, generateDistrict({ students }));

    const { keysFile, signer } = publishKeys(folder, recipient);
    let config: Config = { district: '', issuer: '', clientId, keySigners: [signer], keyIssuer: districtName, audience, logo: 'logo.svg' };
    const portal = await serveFolder({
      folder: 'build/web/portal', port: ports.portal, headers: () => securityHeaders(config),
      generated: { '/config.json': () => config }, files: { '/logo.svg': 'examples/district/logo.svg' },
    });
    closers.push(portal.close);
    const provider = await startIdentityProvider({
      port: ports.identityProvider, audience,
      clients: [{ clientId, redirectUris: [`${portal.origin}/`], postLogoutRedirectUris: [`${portal.origin}/`] }],
    });
    closers.push(() => provider.close());

    const common = [
      '--database', join(folder, 'district.sqlite'), '--issuer', provider.issuer, '--audience', audience,
      '--age-recipient', recipient, '--key-list', keysFile, '--cors-origin', portal.origin,
      '--policy', 'examples/district/policy.json',
      '--name', 'Lakeside Unified School District', '--email', 'records@lakeside.example', '--phone', '+1 555 0100',
    ];
    let district = await startDistrict([...common, '--import', roster, '--listen', `127.0.0.1:${ports.district}`]);
    closers.push(() => stop(district.process, 'SIGTERM'));
    const { origin } = district;
    config = { ...config, district: origin, issuer: provider.issuer };
    // The vendor's contact form goes to the district: to the keys that the district says, pinned to who signs them.
    const site = await startSite({
      port: ports.site, trackerPort: ports.trackers,
      recipient: { address: `${origin}/.well-known/hallpass-keys.json`, issuer: districtName, signers: [signer] },
    });
    closers.push(site.close);

    return {
      site, portal: portal.origin, district: origin, issuer: provider.issuer, identityFile, recipient, signer, close,
      crashDistrict: async () => {
        await stop(district.process, 'SIGKILL');
        district = await startDistrict([...common, '--listen', new URL(origin).host]);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};
