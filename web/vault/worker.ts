/** The script of a worker: a thread for the page. Its messages are web/vault/messages.ts'. */
import { HallpassError } from '../base/error.ts';
import { transferred, type Answer, type Question } from './messages.ts';
import { instantiate } from './module.ts';
import { createOperations, type Operations } from './operations.ts';

const answer = (message: Answer, transfer: Transferable[] = []): void => { postMessage(message, { transfer }); };
let operations: Operations | undefined;

addEventListener('message', ({ data: [id, name, ...args] }: MessageEvent<Question>) => {
  void (async () => {
    try {
      if (name === 'start') {
        operations = createOperations(await instantiate(args[0] as WebAssembly.Module));
        answer([id]);
        return;
      }
      const value: unknown = await (operations?.[name] as ((...args: unknown[]) => unknown) | undefined)?.(...args);
      answer([id, value], transferred(value));
    } catch (error) {
      answer([id, undefined, error instanceof HallpassError ? [error.code, error.where] : ['internal', 'vault']]);
    }
  })();
});
