// What axe finds on a page: one line a rule, with the elements.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const axeViolations = async (page: Page): Promise<string[]> => {
  // By the debugger, for the page's own policy lets no script of ours in; into its frames too.
  for (const frame of page.frames()) await frame.evaluate(source);
  return page.evaluate(async () => {
    interface Violation { id: string; nodes: { html: string; failureSummary?: string }[] }
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } };
    // Over the portal's canvas the text is transparent and its pixels are ImGui's: axe cannot judge that contrast. The
    // colours are the same tokens as in plain view, where it can, and tests/portal/surface computes every pair.
    const drawn = document.querySelector('canvas') !== null && !document.body.classList.contains('plain');
    const { violations } = await axe.run(drawn ? { rules: { 'color-contrast': { enabled: false } } } : {});
    return violations.map(({ id, nodes }) =>
      `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ''}`).join(' ')}`);
  });
};
