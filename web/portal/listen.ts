/** What people do on the page, as events of the model. One listener a kind, on the page's root. */
import { Mirror } from './mirror.ts';
import { event, type Writer } from './protocol.ts';

export interface Listener {
  readonly handle: (event: Writer) => void;
  /** A file input holds this file now. */
  readonly hold: (field: string, file: File | undefined) => void;
}

const changed = (target: HTMLElement): string | undefined => {
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return String(target.checked);
  if (target instanceof HTMLInputElement && target.type === 'file') return undefined;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return target.value;
  return undefined;
};

export const listen = (root: HTMLElement, { handle, hold }: Listener): void => {
  root.addEventListener('click', (click) => {
    const target = (click.target as Element).closest('button, a');
    const node = Mirror.nodeOf(target);
    if (node === 0) return;
    if (target instanceof HTMLAnchorElement) {
      if (target.getAttribute('href')?.startsWith('#') !== true) return;
      click.preventDefault();
    }
    handle(event.clicked(node));
  });
  // Enter in a field clicks the form's submit button first: that click is the event.
  root.addEventListener('submit', (submit) => { submit.preventDefault(); });
  root.addEventListener('input', ({ target }) => {
    const text = changed(target as HTMLElement);
    if (text !== undefined) handle(event.changed(Mirror.nodeOf(target as HTMLElement), text));
  });
  root.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
    const file = target.files?.[0];
    hold(target.name, file);
    handle(event.fileChosen(Mirror.nodeOf(target), file?.name ?? '', file?.size ?? 0));
  });
  root.addEventListener('cancel', (cancel) => {
    if (!(cancel.target instanceof HTMLDialogElement)) return;
    // The dialog closes when the model says so, in the next frame.
    cancel.preventDefault();
    handle(event.dismissed(Mirror.nodeOf(cancel.target)));
  }, { capture: true });
};
