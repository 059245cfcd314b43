// What IBM's accessibility checker finds on a page by the rules of WCAG 2.2, beside axe: one line a rule and element.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('accessibility-checker-engine/ace.js'), 'utf8');

/**
 * What the checker asks a person to look at, or recommends: looked at once, and answered here. A violation is never left out,
 * and what is not named here fails like one.
 */
const lookedAt: Readonly<Record<string, string>> = {
  aria_child_valid: 'A group of radio buttons holds the help of each, as paragraphs that the buttons refer to.',
  aria_keyboard_handler_exists: 'The keys of a group of radio buttons are those of its native buttons.',
  element_tabbable_visible: 'The vendor’s site has a link that shows itself when it has the focus.',
  input_checkboxes_grouped: 'No two checkboxes of the portal belong together.',
  input_fields_grouped: 'The choice of a language, or one field and the next, are no group.',
  input_label_visible: 'Says so of text areas, whose labels are theirs by `for` and stand above them.',
  list_structure_proper: 'A dl may hold its names and values in div elements (HTML, 4.4.9).',
  select_options_grouped: 'Languages have no groups.',
  style_color_misuse: 'Every coloured badge and notice says in words what its colour means.',
  style_focus_visible: 'Every focused element has the outline of :focus-visible; tests/story/everyone.test.ts looks at each.',
  style_highcontrast_visible: 'tests/story/everyone.test.ts looks at every screen in forced colours.',
  style_viewport_resizable: 'The one title of the vendor’s site that grows with the window has bounds in rem.',
  text_block_heading: 'Bold labels of fields are labels.',
  text_sensory_misuse: 'Where a text says “right”, it means correct.',
};

export const ibmFindings = async (page: Page): Promise<string[]> => {
  // By the debugger, for the page's own policy lets no script of ours in.
  await page.evaluate(source);
  return page.evaluate(async (lookedAt) => {
    interface Issue { ruleId: string; value: [level: string, outcome: string]; path: { dom: string }; message: string; snippet: string }
    interface Checker { check: (node: Document, rulesets: string[]) => Promise<{ results: Issue[] }> }
    const { ace } = window as unknown as { ace: { Checker: new () => Checker } };
    const { results } = await new ace.Checker().check(document, ['WCAG_2_2']);
    return results
      .filter(({ ruleId, value: [level, outcome] }) => outcome !== 'PASS' && !(lookedAt.includes(ruleId) && (level !== 'VIOLATION' || outcome !== 'FAIL')))
      .map(({ ruleId, value, path, message, snippet }) => `${ruleId} (${value.join(' ')}): ${message} ${path.dom} ${snippet.slice(0, 200)}`);
  }, Object.keys(lookedAt));
};
