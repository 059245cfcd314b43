/** Entry point of the portal's page. */
import { fetchFonts } from './canvas-view.ts';
import { readConfig } from './config.ts';
import { District, firstPaths } from './district.ts';
import { bestLanguage, directionOf, firstLanguage } from './languages.ts';
import { Module } from './module.ts';
import { Portal } from './portal.ts';
import { Session } from './session.ts';
import { isDrawable, preferredView } from './view-choice.ts';

const part = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
};

const start = async (): Promise<void> => {
  // All that has to come over the line begins at once: on a slow one each wait for another costs as much as the module.
  const asked = fetch('config.json').then((response) => response.json()).then(readConfig);
  const loaded = Module.forThisBrowser();
  loaded.catch(() => undefined); // told where it is awaited, as are the others
  const session = asked.then((config) => new Session(config));
  const district = Promise.all([asked, session]).then(([config, session]) => new District(config, session));
  const returned = Promise.all([session, district]).then(async ([session, district]) => {
    const back = session.finish();
    district.readAhead(firstPaths.district, 'public');
    if ((await back).kind === 'signedIn') district.readAhead(firstPaths.me, 'bearer');
    return back;
  });
  returned.catch(() => undefined);
  const tag = bestLanguage();
  document.documentElement.lang = tag;
  document.dir = directionOf(tag);
  // The fonts come after the module: nothing waits for them but the drawn view.
  if (preferredView() === 'canvas' && isDrawable()) loaded.then(fetchFonts).catch(() => undefined);
  // Once the request for the token, if there is one to make, has left.
  const language = firstLanguage(tag, session.then(() => new Promise((resolve) => { setTimeout(resolve); })));
  const [{ logo }, module] = await Promise.all([asked, loaded]);
  for (const id of ['start', 'failed']) part(id).remove();
  await new Portal({
    root: part('page'), tiles: part('tiles'), polite: part('polite'), assertive: part('assertive'), module, language, logo,
    district: await district, session: await session, returned,
  }).start();
};

start().catch((error: unknown) => {
  // Without its files the page still says how to reach the records office.
  part('start').hidden = true;
  part('failed').hidden = false;
  console.error(error);
});
