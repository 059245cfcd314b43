// A real nginx for a test: on a free port of 127.0.0.1, everything it writes in one folder.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Nginx {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => { resolve(port); });
  });
});

const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); }).on('error', () => { resolve(false); });
});

/** `http` and `server` are put into those blocks. */
export const startNginx = async (folder: string, http: string, server: string): Promise<Nginx> => {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`).join(' ');
  writeFileSync(join(folder, 'nginx.conf'), `daemon off; master_process off; pid nginx.pid; error_log error.log;
events { }
http { ${temporary} access_log off; types { text/html html; text/javascript js; text/css css; application/json json; image/png png; image/svg+xml svg; } default_type application/octet-stream;
${http}
server { listen 127.0.0.1:${String(port)};
${server}
} }
`);
  const child = spawn(join(process.env['HALLPASS_CACHE'] ?? join(homedir(), '.cache/hallpass'), 'nginx/usr/sbin/nginx'), ['-e', 'error.log', '-p', folder, '-c', 'nginx.conf'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  for (let tries = 0; !await answers(port); ++tries) {
    if (child.exitCode !== null || tries > 100) throw new Error(`nginx does not start: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return { origin: `http://127.0.0.1:${String(port)}`, close: async () => { child.kill(); await ended; } };
};
