import { element, write } from './dom';

/** Says a sentence to screen readers. Only changes of state are said, never prices. */
export function announce(sentence: string): void {
  write(element('announce'), sentence);
}
