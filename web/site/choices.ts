// Choices without JavaScript: the same core decides, here on the server, and writes the same record into the same cookie.
import { readFileSync } from 'node:fs';
import type { Outcomes } from '../gate/api.ts';
import { openModule, type Request } from '../gate/module.ts';

export interface ChoicesOptions {
  /** gate.wasm, and the compiled policy. */
  readonly moduleFile: string;
  readonly imageFile: string;
  /** Ids in the policy's order. */
  readonly purposes: readonly string[];
  /** The name of the consent cookie. */
  readonly cookie: string;
  /** Hosts at and below it share the choice. */
  readonly domain?: string | undefined;
  /** Of a choice, in seconds; absent: until the browser is closed. */
  readonly lifetime?: number | undefined;
}

export interface Visitor {
  /** Headers as they came; absent: ''. */
  readonly cookies: string;
  readonly gpc: string;
  readonly dnt: string;
  readonly region: string;
  /** That was asked for, without a port. */
  readonly host: string;
}

export interface ServerChoices {
  readonly outcomes: (visitor: Visitor) => Outcomes;
  /** The Set-Cookie headers of a posted form (application/x-www-form-urlencoded): every `purpose` in it is granted. */
  readonly setCookie: (visitor: Visitor, form: string) => string[];
}

export const openChoices = ({ moduleFile, imageFile, purposes, cookie, domain, lifetime }: ChoicesOptions): ServerChoices => {
  const module = openModule(readFileSync(moduleFile), readFileSync(imageFile), purposes);
  const request = ({ cookies, gpc, dnt, region }: Visitor): Request => {
    const record = cookies.split('; ').find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1) ?? '';
    return { now: Date.now(), gpc: gpc === '1' ? 2 : 0, dnt, age: 255, authorised: false, region, audience: '', record: record.length > 2048 ? '' : record };
  };
  return {
    outcomes: (visitor) => module.decide(request(visitor)).outcomes,
    setCookie: (visitor, form) => {
      const wanted = new URLSearchParams(form).getAll('purpose');
      const granted = purposes.reduce((bits, id, index) => (wanted.includes(id) ? bits | 1 << index : bits), 0);
      // A vendor refused before stays so: the form asks about purposes.
      const refused = Array.from(request(visitor).record.matchAll(/\.(\w+)!/g), ([, vendor]) => vendor).join(' ');
      const record = module.choose(request(visitor), granted, refused);
      const own = `${cookie}=${record}; Path=/; SameSite=Lax${lifetime === undefined ? '' : `; Max-Age=${lifetime}`}`;
      const isShared = domain !== undefined && `.${visitor.host}`.endsWith(`.${domain}`);
      // As the gate does (web/gate/record.ts): one of this host alone might be read first.
      return isShared ? [`${cookie}=; Path=/; Max-Age=0`, `${own}; Domain=${domain}`] : [own];
    },
  };
};
