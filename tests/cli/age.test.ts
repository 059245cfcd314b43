// hallpass keygen, encrypt and decrypt beside the standard tool, both ways.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const hallpass = 'build/native/cli/hallpass';
let folder = '';
let recipient = '';
const at = (name: string): string => join(folder, name);
const run = (args: readonly string[], input: Uint8Array | string = ''): SpawnSyncReturns<Buffer> =>
  spawnSync(hallpass, args, { input, maxBuffer: 1 << 26 });
const succeeds = (args: readonly string[], input?: Uint8Array | string): Buffer => {
  const { status, stdout, stderr } = run(args, input);
  assert.equal(status, 0, stderr.toString());
  return stdout;
};
const fails = (args: readonly string[], status: number, pattern: RegExp, input?: Uint8Array): void => {
  const result = run(args, input);
  assert.equal(result.status, status, result.stderr.toString());
  assert.match(result.stderr.toString(), pattern);
};

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'hallpass-cli-'));
  succeeds(['keygen', '-o', at('key')]);
  recipient = execFileSync('age-keygen', ['-y', at('key')]).toString().trim();
});
after(() => { rmSync(folder, { recursive: true }); });

test('keygen writes what age-keygen reads, privately, and never over another key', () => {
  assert.match(readFileSync(at('key'), 'utf8'), new RegExp(`^# created: .*Z\n# public key: ${recipient}\nAGE-SECRET-KEY-1[A-Z0-9]{58}\n$`));
  assert.equal(statSync(at('key')).mode & 0o777, 0o600);
  assert.equal(succeeds(['keygen', '-y', at('key')]).toString().trim(), recipient);
  const before = readFileSync(at('key'));
  fails(['keygen', '-o', at('key')], 1, /never overwritten/);
  assert.deepEqual(readFileSync(at('key')), before);
});

test('both tools open each other’s files, binary and armored, by file and by stream', () => {
  for (const size of [0, 1, 65535, 65536, 65537, 131072, randomInt(2, 65535), randomInt(2_000_000, 5_000_000)]) {
    const plaintext = randomBytes(size);
    const age = (args: readonly string[], input: Uint8Array): Buffer => execFileSync('age', args, { input, maxBuffer: 1 << 26 });
    for (const armor of [[], ['-a']]) {
      const name = `${size} bytes ${armor.join('')}`;
      const ours = succeeds(['encrypt', ...armor, '-r', recipient, '-o', '-'], plaintext);
      assert.ok(age(['-d', '-i', at('key')], ours).equals(plaintext), `ours, ${name}`);
      const theirs = age([...armor, '-r', recipient], plaintext);
      assert.ok(succeeds(['decrypt', '-i', at('key')], theirs).equals(plaintext), `theirs, ${name}`);
    }
    writeFileSync(at('in'), plaintext);
    succeeds(['encrypt', '-i', at('key'), '-o', at('file.age'), at('in')]);
    succeeds(['decrypt', '-i', at('key'), '-o', at('out'), at('file.age')]);
    assert.ok(readFileSync(at('out')).equals(plaintext));
    assert.equal(statSync(at('out')).mode & 0o777, 0o600);
  }
});

test('several recipients, a recipients file, and passphrases', () => {
  succeeds(['keygen', '-o', at('other')]);
  writeFileSync(at('recipients'), `# the district\n\n${recipient}\r\n${succeeds(['keygen', '-y', at('other')]).toString()}`);
  const file = succeeds(['encrypt', '-R', at('recipients')], 'for two');
  for (const key of ['key', 'other']) assert.equal(succeeds(['decrypt', '-i', at(key)], file).toString(), 'for two');
  writeFileSync(at('passphrase'), 'correct horse\n');
  const locked = succeeds(['encrypt', '-P', at('passphrase')], 'for one');
  assert.equal(succeeds(['decrypt', '--passphrase-file', at('passphrase')], locked).toString(), 'for one');
  fails(['decrypt', '-i', at('key')], 1, /identity/, locked);
});

test('an output appears whole or not at all; a link and a device stay what they are', () => {
  const file = succeeds(['encrypt', '-r', recipient], randomBytes(200_000));
  writeFileSync(at('kept'), 'as it was');
  fails(['decrypt', '-i', at('key'), '-o', at('kept')], 1, /payload\/chunk\/2/, file.subarray(0, 150_000));
  assert.equal(readFileSync(at('kept'), 'utf8'), 'as it was');
  fails(['decrypt', '-i', at('key'), '-o', at('never')], 1, /payload\/chunk\/2/, file.subarray(0, 150_000));
  assert.ok(!existsSync(at('never')));
  symlinkSync(at('kept'), at('link'));
  succeeds(['encrypt', '-r', recipient, '-o', at('link')], 'x');
  assert.match(readFileSync(at('kept'), 'latin1'), /^age-encryption/);
  succeeds(['encrypt', '-r', recipient, '-o', '/dev/null'], 'x');
  assert.ok(statSync('/dev/null').isCharacterDevice());
  assert.deepEqual(readdirSync(folder).filter((name) => /\.[A-Za-z0-9]{6}$/.test(name)), [], 'nothing is left behind');
  fails(['encrypt', '-r', recipient, '-o', at('no/such/folder')], 1, /cannot be written/);
});

test('a terminal sees how far a long run is, and an empty line after it; nobody else sees anything', () => {
  // `script` gives the command a terminal; what it reads comes slowly enough.
  const slowly = `(head -c 3000000 /dev/zero; sleep 1; head -c 5000000 /dev/zero)`;
  const inTerminal = (command: string): string => execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const command = `${hallpass} encrypt -r ${recipient}`;
  const shown = inTerminal(`${slowly} | ${command} -o ${at('slow')}`);
  assert.match(shown, /^\r\d+ MB\x1b\[K(\r\d+ MB\x1b\[K)*\r\x1b\[K$/);
  assert.equal(succeeds(['decrypt', '-i', at('key'), at('slow')]).length, 8_000_000);
  // Of a file it is known how much there is.
  execFileSync('truncate', ['-s', '1500M', at('large')]);
  const large = inTerminal(`${command} -o /dev/null ${at('large')}`);
  assert.match(large, /^\r\d+ % \(\d+ of 1572 MB\)/);
  rmSync(at('large'));
  assert.equal(inTerminal(`${command} -a /dev/null`).includes('MB'), false, 'nothing between the lines of an answer');
  assert.equal(execFileSync('sh', ['-c', `${slowly} | ${command} 2>&1 >/dev/null`]).length, 0, 'no terminal');
});

test('wrong arguments and wrong keys are said by name, and no key is repeated', () => {
  fails(['encrypt'], 2, /to whom/);
  fails(['decrypt'], 2, /with which key/);
  fails(['encrypt', '-x'], 2, /no option -x/);
  fails(['encrypt', '-r'], 2, /needs a value/);
  fails(['encrypt', '-r', recipient, 'a', 'b'], 2, /one input/);
  fails(['encrypt', '-r', 'age1nonsense'], 1, /recipient/);
  fails(['decrypt', '-i', at('missing')], 1, /missing/);
  const secret = /AGE-SECRET-KEY-1\w+/.exec(readFileSync(at('key'), 'utf8'))?.[0] ?? '';
  writeFileSync(at('broken'), `# mine\n${secret.slice(0, -1)}\n`);
  const result = run(['decrypt', '-i', at('broken')]);
  assert.equal(result.status, 1);
  assert.match(result.stderr.toString(), /broken:2/);
  assert.ok(!result.stderr.includes(secret.slice(20, 40)));
});
