// A server's line to its visitors, as slow as a profile says: each answer waits for the latency, and all share the bandwidth.
import type { ServerResponse } from 'node:http';

export interface Network {
  /** Milliseconds. */
  readonly latency: number;
  readonly bytesPerSecond: number;
}

const packet = 1460;
const until = (time: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, Math.max(0, time - performance.now())); });

export class Line {
  #network: Network | undefined;
  /** When what is on the line by now has gone over it. */
  #free = 0;

  set(network: Network | undefined): void {
    this.#network = network;
  }

  /** Heads of answers are not counted. */
  async send(response: ServerResponse, body: Buffer): Promise<void> {
    const network = this.#network;
    if (network) await until(performance.now() + network.latency);
    for (let at = 0; network && at < body.length; at += packet) {
      const size = Math.min(packet, body.length - at);
      this.#free = Math.max(this.#free, performance.now()) + 1000 * size / network.bytesPerSecond;
      await until(this.#free);
      response.write(body.subarray(at, at + size));
    }
    response.end(network ? undefined : body);
  }
}
