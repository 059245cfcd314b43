// One constructed style sheet, for a frame's own empty document or a shadow root: a strict CSP has nothing to allow. As
// wide and high as the frame is.
const css = `
:root,:host{--background:#f4f6f9;--text:#1c2330;--line:#5b6577;--accent:#1d4f91;--on-accent:#fff;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root,:host{--background:#161b24;--text:#eef1f6;--line:#9aa6ba;--accent:#9cc3ff;--on-accent:#10151d}}
*{box-sizing:border-box}
body{margin:0;height:100vh;container-type:size}
:host{display:inline-block;overflow:hidden;max-width:100%;container-type:size}
.box{height:100%;overflow:auto;display:flex;flex-direction:column;gap:6px;padding:12px 16px;border:2px dashed var(--line);
background:var(--background);color:var(--text);font:14px/1.4 system-ui,sans-serif}
.box>:first-child{margin-block-start:auto}.box>:last-child{margin-block-end:auto}
p{margin:0;overflow-wrap:anywhere}.name{font-weight:600;font-size:16px}.purpose{font-weight:600}
.row{display:flex;flex-wrap:wrap;gap:8px;flex:none}
button{font:inherit;font-weight:600;min-height:40px;padding:4px 14px;border:2px solid var(--line);border-radius:6px;background:none;color:inherit;cursor:pointer}
.show{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@container(max-width:340px)or (max-height:200px){.box{padding:6px 8px;gap:3px;font-size:13px;line-height:1.3}.name{font-size:14px}.row{gap:4px}button{min-height:28px;padding:0 8px}}
@media(forced-colors:active){button,.show{background:ButtonFace;color:ButtonText;border-color:ButtonText}}
`;

/** A sheet belongs to the document that it was made in. */
export const makeSheet = (view: Window & typeof globalThis): CSSStyleSheet => {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};
