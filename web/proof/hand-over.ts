// Takes a choice over that was made on another site of the same controller (docs/decisions/hand-over.md). The gate loads
// this right after itself when the page's address says where the visitor comes from, and has taken that out of the address.
//   #hallpass=from:ORIGIN   a link of that site: ask its server for the choice, with a nonce that only this page knows
//   #hallpass=TOKEN         its answer, signed
// Only a visitor who has not chosen here gets one.
import { port } from './port.ts';
import './build-values.ts';
import { serverTiming } from '../gate/server-timing.ts';
import { names, readJws, secondsOf, sha256, textOf, toHex, verifyJws } from './jws.ts';
import type { VerifierPort } from '../gate/api.ts';

const type = 'consent-hand-over+jwt';
/** Of an answer, in seconds: the way back from the other site, and how far two clocks may lie apart. */
const longest = 120;
const leeway = 60;
const fromMark = 'from:';
/** In the record's place while the answer is awaited: no record for the core, and no page script can write it. */
const pendingMark = '0.';
const { sites, keys, policy } = HALLPASS_HAND_OVER;
const { origin, pathname, search, hash } = location;
const clock = Date.now;

/** The page came with a header that holds what was not granted then: lifted only by loading it again. */
const isHeld = serverTiming('hallpass') !== undefined;

const isOurs = (site: string): boolean => {
  for (let index = 0; index < sites.length; ++index) if (sites[index] === site) return true;
  return false;
};

const ask = ({ record, write }: VerifierPort, site: string): void => {
  if (site === origin || !isOurs(site)) return;
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const address = `${site}/.well-known/hallpass-hand-over?to=${encodeURIComponent(origin)}&path=${encodeURIComponent(pathname + search + hash)}&nonce=${nonce}`;
  // The page will be loaded again: what follows here must neither run nor see where this goes. Nothing in it ends this.
  write('<plaintext hidden>');
  sha256(nonce, (hex) => {
    record.write(pendingMark + hex, longest);
    location.replace(address);
  }, () => location.reload());
};

const take = ({ record, lasting, change }: VerifierPort, token: string, awaited: string): void => {
  // Waited for once, and no longer: a script of the page that reads the nonce from the answer is too late with another.
  record.write('', 0);
  const answer = readJws(token, type);
  if (!answer) return;
  const { claims } = answer;
  const from = secondsOf(claims, 'iat');
  const until = secondsOf(claims, 'exp');
  const choice = textOf(claims, 'record');
  const age = clock() / 1000 - parseInt(choice.split('.')[2] ?? '', 16);
  const grants = choice.includes('+');
  const isMeant = isOurs(textOf(claims, 'iss')) && names(claims, 'aud', origin) && textOf(claims, 'policy') === policy
    && clock() / 1000 >= from - leeway && clock() / 1000 < until && until - from <= longest && age > -leeway;
  verifyJws(answer, isMeant ? keys : [], (isGenuine) => {
    sha256(textOf(claims, 'nonce'), (hex) => {
      if (!isGenuine || awaited !== pendingMark + hex || record.read() !== '') return;
      record.write(choice, lasting === undefined ? undefined : lasting - age | 0);
      if (isHeld && grants) location.reload();
      else change();
    }, () => undefined);
  });
};

if (port) {
  const stored = port.record.read();
  const { statement } = port;
  if (statement.startsWith(fromMark)) {
    if (stored === '' || stored.startsWith(pendingMark)) ask(port, statement.slice(fromMark.length));
  } else if (stored.startsWith(pendingMark)) take(port, statement, stored);
}
