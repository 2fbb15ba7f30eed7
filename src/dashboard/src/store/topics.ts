/** What can change on the page; a view redraws when one of its topics does. */
export type Topic = 'connection' | 'symbols' | 'quotes' | 'selection' | 'candles' | 'trades' | 'gaps' | 'notice' | 'alerts' | 'rules' | 'indicators';

/** Tells listeners that something of a topic has changed. It carries no value: the listener reads the store. */
export class Topics {
  readonly #listeners = new Map<Topic, Set<() => void>>();

  on(topics: readonly Topic[], listener: () => void): void {
    for (const topic of topics) {
      const set = this.#listeners.get(topic) ?? new Set();
      set.add(listener);
      this.#listeners.set(topic, set);
    }
  }

  emit(topic: Topic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
}
