/** The page's real elements, kept equal to the tree that the module describes. */
import { attributes, instruction, Reader, roles } from './protocol.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;

export class Mirror {
  readonly #host: HTMLElement;
  readonly #elements = new Map<number, HTMLElement>();
  /** What a field is being composed into (IME): written to only when the composition has ended. */
  #composing: Element | null = null;

  constructor(host: HTMLElement) {
    this.#host = host;
    host.addEventListener('compositionstart', ({ target }) => { this.#composing = target as Element; });
    // What was composed reaches the model by the input event that follows.
    host.addEventListener('compositionend', () => { this.#composing = null; });
  }

  /** The number of the closest mirrored element, or 0. */
  static nodeOf(element: Element | null): number {
    const mirrored = element?.closest('[data-node]');
    return mirrored instanceof HTMLElement ? Number(mirrored.dataset['node']) : 0;
  }

  element(node: number): HTMLElement | undefined { return this.#elements.get(node); }

  /** Carries out one buffer of portal/surface/protocol.hpp. The focus stays where it is, if its element does. */
  apply(buffer: Uint8Array): void {
    const focused = document.activeElement;
    const reader = new Reader(buffer);
    const selected: HTMLOptionElement[] = [];
    while (!reader.atEnd) this.#step(reader, selected);
    // A select takes its value once its options are there.
    for (const option of selected) if (option.parentElement instanceof HTMLSelectElement) option.selected = true;
    for (const dialog of this.#host.querySelectorAll('dialog:not([open])')) (dialog as HTMLDialogElement).showModal();
    if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected && this.#host.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }

  /** Plain view: the style sheet lays out. */
  forgetPlaces(): void {
    for (const element of this.#elements.values()) element.removeAttribute('style');
  }

  #step(reader: Reader, selected: HTMLOptionElement[]): void {
    const code = reader.u8();
    const node = reader.u32();
    if (code === instruction.create) {
      this.#create(node, reader.u8());
      return;
    }
    const element = this.#elements.get(node);
    if (element === undefined) throw new Error('the page and the module disagree');
    switch (code) {
      case instruction.text: {
        const lines = Array.from({ length: reader.u32() }, () => reader.text());
        element.replaceChildren(...lines.flatMap((line, i) => i === 0 ? [line] : [document.createElement('wbr'), line]));
        break;
      }
      case instruction.attribute: this.#set(element, reader.u8(), reader.text(), selected); break;
      case instruction.clear: this.#clear(element, reader.u8()); break;
      case instruction.remove:
        this.#elements.delete(node);
        if (element instanceof HTMLDialogElement) element.close();
        element.remove();
        break;
      case instruction.place: {
        const parent = reader.u32();
        const previous = this.#elements.get(reader.u32());
        const into = parent === 0 ? this.#host : this.#elements.get(parent);
        if (previous === undefined) into?.prepend(element);
        else previous.after(element);
        break;
      }
      case instruction.rect: {
        const [x, y, width, height] = [reader.f32(), reader.f32(), reader.f32(), reader.f32()];
        element.style.cssText = `position:absolute;left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
        break;
      }
      default: throw new Error('unknown instruction');
    }
  }

  #create(node: number, role: number): void {
    const [name, tag] = roles[role] ?? ['text', 'span'];
    const element = document.createElement(tag);
    element.id = `n${node}`;
    element.setAttribute('data-node', String(node));
    element.setAttribute('data-role', name);
    if (element instanceof HTMLFormElement) element.noValidate = true;
    this.#elements.set(node, element);
  }

  #set(element: HTMLElement, attribute: number, value: string, selected: HTMLOptionElement[]): void {
    const name = attributes[attribute];
    if (name === undefined) return;
    switch (name) {
      case 'value':
        if (element instanceof HTMLInputElement && ['radio', 'checkbox', 'file'].includes(element.type)) element.setAttribute('value', value);
        else if (isField(element)) this.#setText(element, value);
        else element.setAttribute(name, value);
        break;
      case 'checked': (element as HTMLInputElement).checked = true; break;
      case 'selected': selected.push(element as HTMLOptionElement); break;
      case 'open': break; // a dialog, shown once the buffer is applied
      case 'href':
        element.setAttribute(name, value);
        // A call or a mail leaves this page as it is; another page would end the session, which lives in this one.
        if (!value.startsWith('http')) break;
        element.setAttribute('target', '_blank');
        element.setAttribute('rel', 'noopener noreferrer');
        break;
      default: element.setAttribute(name, value);
    }
  }

  /** The element owns its text: it is written only when it differs, and never while somebody composes it. */
  #setText(field: Field, value: string): void {
    if (field !== this.#composing && field.value !== value) field.value = value;
  }

  #clear(element: HTMLElement, attribute: number): void {
    const name = attributes[attribute];
    if (name === undefined) return;
    if (name === 'checked') (element as HTMLInputElement).checked = false;
    else if (name === 'selected') (element as HTMLOptionElement).selected = false;
    else element.removeAttribute(name);
  }
}
