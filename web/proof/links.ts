// On the sending side: says to the controller's other sites where a visitor comes from, who has chosen here, when the
// visitor clicks a link there. The site asks this one's server for the choice itself (hand-over.ts), so whoever else
// marks a link hands over what the visitor has really chosen, or nothing.
//   <script type="module" src="/hand-over-links.js"></script>
import './build-values.ts';
import '../gate/api.ts';

const { sites } = HALLPASS_HAND_OVER;

const hasChosen = (): boolean => Object.values(window.hallpass?.outcomes() ?? {})
  .some(({ reason }) => reason === 'visitor_granted' || reason === 'visitor_denied');

const mark = (event: Event): void => {
  if (!event.isTrusted) return;
  const link = event.composedPath().find((target): target is HTMLAnchorElement => target instanceof HTMLAnchorElement && target.href !== '');
  if (!link || link.origin === location.origin || !sites.includes(link.origin) || !hasChosen()) return;
  const { href } = link;
  link.href = `${href}#hallpass=from:${location.origin}`;
  // The browser has read it by then; who copies the link gets it as it was.
  setTimeout(() => { link.href = href; });
};

for (const kind of ['click', 'auxclick']) document.addEventListener(kind, mark, true);
