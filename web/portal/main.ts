/** Entry point of the portal's page. */
import { readConfig } from './config.ts';
import { firstLanguage } from './languages.ts';
import { Module } from './module.ts';
import { Portal } from './portal.ts';

const part = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
};

const start = async (): Promise<void> => {
  const language = firstLanguage();
  const [config, module] = await Promise.all([
    fetch('config.json').then((response) => response.json()).then(readConfig),
    Module.load(fetch('portal.wasm')),
  ]);
  for (const id of ['start', 'failed']) part(id).remove();
  await new Portal({
    root: part('page'), tiles: part('tiles'), polite: part('polite'), assertive: part('assertive'), module, config, language,
  }).start();
};

start().catch((error: unknown) => {
  // Without WebAssembly or its files the page still says how to reach the records office.
  part('start').hidden = true;
  part('failed').hidden = false;
  console.error(error);
});
