// Debian's Chromium behind the engines' interface.
import { launchChromium } from '../chromium.ts';
import { asExpression, centreOf, until, type Engine, type Visitor } from './engine.ts';

export const startChromium = async (): Promise<Engine> => {
  const browser = await launchChromium();
  const newVisitor = async (): Promise<Visitor> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    return {
      goto: async (url) => { await page.goto(url); },
      reload: async () => { await page.reload(); },
      evaluate: async (run, ...args) => JSON.parse(await page.evaluate<string>(asExpression(run, args))) as never,
      click: async (find) => {
        const { x, y } = await until(`an element to click: ${String(find)}`, () => page.evaluate<{ x: number; y: number } | null>(`${centreOf(find)}()`));
        await page.mouse.click(x, y);
      },
      cookies: () => context.cookies(page.url()),
      close: () => context.close(),
    };
  };
  return { name: 'chromium', newVisitor, close: () => browser.close() };
};
