// Of the peers' own types, what the bench uses; they are not installed with the project.
declare module 'fastify' {
  export interface Request {
    readonly headers: { readonly authorization?: string };
    readonly params: Readonly<Record<string, string>>;
    readonly body: unknown;
  }
  export interface Reply {
    readonly code: (status: number) => Reply;
    readonly header: (name: string, value: string) => Reply;
    readonly send: (body?: unknown) => Reply;
  }
  type Handler = (request: Request, reply: Reply) => Promise<unknown>;
  export interface App {
    readonly get: (path: string, options: object, handler: Handler) => void;
    readonly post: (path: string, options: object, handler: Handler) => void;
    readonly listen: (options: { readonly host: string; readonly port: number }) => Promise<string>;
  }
  export default function fastify(options?: object): App;
}
declare module 'better-sqlite3' {
  export interface Statement {
    readonly get: (...values: readonly unknown[]) => unknown;
    readonly all: (...values: readonly unknown[]) => unknown[];
    readonly run: (...values: readonly unknown[]) => unknown;
  }
  export default class Database {
    constructor(path: string, options?: object);
    readonly pragma: (text: string) => unknown;
    readonly prepare: (sql: string) => Statement;
    readonly transaction: <T>(work: () => T) => { readonly immediate: () => T };
  }
}
