// A mail server of a test's own, on 127.0.0.1: npm's smtp-server, which keeps what it was given.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Letter {
  readonly from: string;
  readonly to: string;
  /** Headers by their names in small letters, unfolded; the body decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly secure: boolean;
}

const readLetter = (raw: string, from: string, to: string, secure: boolean): Letter => {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const headers = head.replaceAll(/\r\n[ \t]/g, ' ').split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)] as const);
  return { from, to, headers: new Map(headers), body: Buffer.from(body.join('\r\n\r\n'), 'base64').toString('utf8'), secure };
};

/** RFC 2047, as far as it is written here. */
export const decodeWords = (text: string): string =>
  text.replaceAll(/\?= =\?/g, '?==?').replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'));

/** What a server says to each mail: nothing when it takes it, or its refusal. */
export type Verdict = (letter: Letter) => number | undefined | Promise<number | undefined>;

export class MailServer {
  /** All that arrived whole, also what was refused then. */
  readonly letters: Letter[] = [];
  readonly port: number;
  readonly #server: SMTPServer;

  private constructor(server: SMTPServer, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async start({ port = 0, verdict = () => undefined, refuse = () => undefined, options = {} }: {
    port?: number; verdict?: Verdict; refuse?: (address: string) => number | undefined; options?: SMTPServerOptions;
  } = {}): Promise<MailServer> {
    const failure = (code: number): Error => Object.assign(new Error('not now'), { responseCode: code });
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, logger: false,
      onRcptTo: ({ address }, _session, done) => {
        const code = refuse(address);
        done(code === undefined ? null : failure(code));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => { chunks.push(chunk); });
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const letter = readLetter(Buffer.concat(chunks).toString('utf8'), mailFrom === false ? '' : mailFrom.address, rcptTo.map((one) => one.address).join(), session.secure);
          self.letters.push(letter);
          void Promise.resolve(verdict(letter)).then((code) => { done(code === undefined ? null : failure(code)); });
        });
      },
      ...options,
    });
    server.on('error', () => { /* a client that went away is part of the tests */ });
    await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
    const self = new MailServer(server, (server.server.address() as AddressInfo).port);
    return self;
  }

  get url(): string { return `smtp://127.0.0.1:${this.port}`; }

  /** Waits until that many mails have arrived. */
  async arrived(count: number, limitMs = 20_000): Promise<readonly Letter[]> {
    for (const until = Date.now() + limitMs; this.letters.length < count; await wait(20)) {
      if (Date.now() > until) throw new Error(`${this.letters.length} mails of ${count} arrived in time`);
    }
    return this.letters;
  }

  stop(): Promise<void> { return new Promise((resolve) => { this.#server.close(() => { resolve(); }); }); }
}

/** A port that nobody listens on now. */
export const freePort = (): Promise<number> => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo;
    probe.close(() => { resolve(port); });
  });
});
