// How many of an unlabelled tracker's 13 channels get through before any choice: tests/engines/channels.ts as the page.
import type { Engine } from '../../../scripts/lib/engines/engine.ts';
import { channels, serveChannels } from '../../engines/channels.ts';
import { startTrackedSite } from '../../engines/tracked-site.ts';
import type { Contender } from './contenders.ts';

/** `files` is the origin of the contenders' files; absent: Hallpass, under the fixture's strict CSP, which no peer could bear. */
export const countLeaks = async (engine: Engine, peer?: { readonly contender: Contender; readonly files: string }): Promise<number> => {
  const site = await startTrackedSite((path, facts, query) => {
    if (!peer) return serveChannels(path, facts, query);
    const { head, bodyEnd } = peer.contender;
    const file = serveChannels(path, { ...facts, head: `${head}${bodyEnd}`.replaceAll(/(["'])\/(?=\w+\/)/g, `$1${peer.files}/`) }, query);
    return file?.policy === undefined ? file : { type: file.type, body: file.body };
  });
  try {
    const visitor = await engine.newVisitor();
    await visitor.goto(`${site.origin}/?visit=bench`);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await visitor.close();
    return channels.filter((channel) => site.arrived('bench').has(channel)).length;
  } finally {
    await site.close();
  }
};
