// Makes the portal's two fonts, build/web/portal/{regular,bold}.ttf, from Debian's Noto Sans: the letters of Europe's Latin alphabets.
// The page loads each once and uses it twice: as a FontFace, and for the canvas view's glyphs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Range, subsetFont } from './lib/subset-font.ts';

const ranges: readonly Range[] = [
  [0x20, 0x7e], [0xa0, 0x17f],  // Latin-1 and Extended-A: first load has a budget; other letters bring plain view
  [0x2010, 0x2015], [0x2018, 0x201e], [0x2020, 0x2022], [0x2026, 0x2026], [0x2032, 0x2033], [0x2039, 0x203a], [0x20ac, 0x20ac],
  [0x2116, 0x2116], [0x2122, 0x2122], [0x2190, 0x2193], [0x2212, 0x2212],
];

mkdirSync('build/web/portal', { recursive: true });
for (const [name, file] of [['regular', 'NotoSans-Regular.ttf'], ['bold', 'NotoSans-Bold.ttf']] as const) {
  writeFileSync(`build/web/portal/${name}.ttf`, await subsetFont(readFileSync(`/usr/share/fonts/truetype/noto/${file}`), ranges));
}
