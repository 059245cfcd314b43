// One constructed style sheet: no inline style, so a strict CSP has nothing to allow. Nothing moves, so nobody has to
// ask for less motion; and nothing is moved: a page that grows gets a scroll bar, which takes of its width, not of 50vw.
// A site sets the custom properties on hallpass-banner, or styles the parts (docs/banner.md).
const css = `
:host{--hallpass-background:#fff;--hallpass-text:#1c2330;--hallpass-line:#5b6577;--hallpass-accent:#1d4f91;--hallpass-on-accent:#fff;
font:14px/1.35 system-ui,sans-serif;color:var(--hallpass-text);color-scheme:light dark}
@media(prefers-color-scheme:dark){:host{--hallpass-background:#161b24;--hallpass-text:#eef1f6;--hallpass-line:#9aa6ba;
--hallpass-accent:#9cc3ff;--hallpass-on-accent:#10151d}}
:host,*{box-sizing:border-box}[hidden]{display:none!important}
section{position:fixed;inset:auto 0 0;z-index:2147483000;background:var(--hallpass-background);border-block-start:2px solid var(--hallpass-accent);
padding:12px 16px 12px max(16px,50vw - 480px);display:flex;flex-direction:column;gap:8px;max-height:80vh}
h2,p,ul,dialog{margin:0}h2{font-size:16px}a{color:inherit}
dialog{inset:auto 0 0;width:100%;max-width:none;padding:0;border:0}dialog section{position:static}dialog::backdrop{background:#0006}
.text,.row{width:100%;max-width:960px;margin-right:auto}.text{overflow:auto;display:grid;gap:6px}
.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(104px,1fr));gap:8px;flex:none}
.ask .row{grid-template-columns:repeat(2,minmax(0,1fr)) auto}
button{font:inherit;font-weight:600;min-height:40px;padding:4px 14px;border:2px solid var(--hallpass-accent);border-radius:6px;
background:var(--hallpass-accent);color:var(--hallpass-on-accent);cursor:pointer}
.plain{background:none;color:inherit;border-color:var(--hallpass-line)}
:focus-visible{outline:3px solid var(--hallpass-accent);outline-offset:2px}
.item{display:grid;gap:2px;grid-template-columns:auto 1fr;column-gap:10px;padding-block:8px;border-block-start:1px solid var(--hallpass-line)}
.item>:not(input){grid-column:2}input{width:24px;height:24px;margin:0;accent-color:var(--hallpass-accent);grid-row:1}
label,.why{font-weight:600}label,summary,li{min-height:24px}li label{display:inline-flex;gap:8px;align-items:center;vertical-align:middle}h2:focus{outline:0}ul{padding:0;list-style:none}
[role=status]{position:fixed;inset-block-end:0;clip-path:inset(50%)}
.reopen{position:fixed;inset:auto auto 8px 8px;z-index:2147483000;min-height:32px;padding:2px 10px;background:var(--hallpass-background)}
@media(max-width:480px),(max-height:480px){section{padding:4px 8px;gap:4px;font-size:13px;line-height:1.3}
.ask{max-height:max(25vh,142px)}.ask .text{display:block}.ask .text>*{display:inline;font-size:13px;margin-inline-end:.5em}
button{padding:2px 6px;min-height:36px;line-height:1.15}}
@media(forced-colors:active){button,.plain{background:ButtonFace;color:ButtonText;border-color:ButtonText}}
`;

export const makeSheet = (): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};
