// What the page loads: the wanted vectors by their names, run while the page's body is parsed.
import { markup } from './markup.ts';
import { navigation } from './navigation.ts';
import { network } from './network.ts';
import { realms } from './realms.ts';
import { styles } from './styles.ts';
import { tampering } from './tampering.ts';
import type { Vectors } from './vector.ts';
import { writes } from './writes.ts';

const all: Vectors = { ...realms, ...navigation, ...markup, ...styles, ...network, ...tampering, ...writes };

const { wanted = '', tracker = '', port = '0' } = document.currentScript?.dataset ?? {};
const swallow = (): void => undefined;
addEventListener('unhandledrejection', (event) => { event.preventDefault(); });
for (const name of wanted.split(' ')) {
  try {
    Promise.resolve(all[name]?.(tracker + name, Number(port))).catch(swallow);
  } catch {
    // It did not get through.
  }
}
