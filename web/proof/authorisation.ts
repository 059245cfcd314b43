// A school district's signed authorisation (docs/visitor-facts.md), verified in the visitor's browser. The gate loads this
// right after itself where its tag brings a statement and the policy names districts. Until the signature has been
// verified, and after any failure, the visitor is not authorised.
import { port } from './port.ts';
import { uncurry } from '../gate/natives.ts';
import './build-values.ts';
import { readJws, then, verifyJws } from './jws.ts';
import { authorisationType, judge, type Refusal } from './school-authorisation.ts';

const { origin } = location;
const base = document.baseURI;
const { fetch } = window;
const bodyText = uncurry(Response.prototype.text);
const trim = uncurry(String.prototype.trim);
const clock = Date.now;
const later = setTimeout;
const longestDelay = 2 ** 31 - 1;

const reasons: Readonly<Record<Refusal | 'signature' | 'address' | 'network', string>> = {
  none: 'it is none', district: 'the policy does not name this district', site: 'it is for another site', purposes: 'it is for fewer purposes',
  time: 'it is not in force now', signature: 'the signature is not that district’s', address: 'it lies on another site', network: 'it cannot be loaded',
};

/** Said once, and nothing of anybody's. */
const refuse = (why: keyof typeof reasons): void => console.info(`hallpass: the school's authorisation does not count: ${reasons[why]}`);

const take = (text: string): void => {
  const statement = readJws(trim(text), authorisationType);
  if (!statement) return refuse('none');
  const { refusal, keys, isInForce, until } = judge(statement.claims, origin, clock() / 1000, HALLPASS_AUTHORISATIONS);
  if (refusal !== undefined) return refuse(refusal);
  verifyJws(statement, keys, (isGenuine) => {
    if (!isGenuine) return refuse('signature');
    // Judged anew with every decision.
    port?.authorise(() => isInForce(clock() / 1000));
    const rest = until * 1000 - clock();
    later(() => port?.change(), rest < longestDelay ? rest : longestDelay);
  });
};

const load = (address: URL): void => {
  if (address.origin !== origin) return refuse('address');
  const failed = (): void => refuse('network');
  void then(fetch(address.href, { credentials: 'omit' }), (response) => { void then(bodyText(response), take, failed); }, failed);
};

const given = port?.statement ?? '';
if (given.includes('/')) load(new URL(given, base));
else if (port) take(given);
