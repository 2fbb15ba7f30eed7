import type { Store } from '../store/store';
import { element } from './dom';
import { remember, remembered } from './remembered';

const key = 'actor';

/** The name under which the user acknowledges and changes rules. It is kept in this browser. */
export function bindActor(store: Store): void {
  const input = element<HTMLInputElement>('actor');
  input.value = store.actor = remembered(key);
  input.addEventListener('change', () => {
    // A header can't carry other characters.
    if (!input.reportValidity()) return;
    store.actor = input.value.trim();
    remember(key, store.actor);
  });
}
