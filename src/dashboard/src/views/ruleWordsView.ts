import { plainWords, wordsOf, type RuleWord } from '../market/ruleWords';
import { reasonOf } from '../protocol/request';
import type { Session } from '../store/session';
import { create, element, write } from './dom';

/** What a condition can be made of, each with what it says; a press puts it into the condition. */
export class RuleWordsView {
  readonly #session: Session;
  readonly #choose: (word: string) => void;
  #loaded = false;

  constructor(session: Session, choose: (word: string) => void) {
    this.#session = session;
    this.#choose = choose;
    this.#draw(plainWords);
  }

  /** Asks for the node's catalogue, unless it has come already. */
  load(): void {
    if (!this.#loaded) void this.#load();
  }

  async #load(): Promise<void> {
    const note = element('rule-words-note');
    try {
      const catalogue = await this.#session.api.analytics.catalogue();
      this.#loaded = true;
      this.#draw([...plainWords, ...wordsOf(catalogue)]);
      write(note, '');
    } catch (error) {
      write(note, `The names of indicators and detectors are not available. ${reasonOf(error)}`);
    }
  }

  #draw(words: readonly RuleWord[]): void {
    element('rule-words').replaceChildren(...words.flatMap(({ text, meaning }) => {
      const [name, says, button] = [create('dt'), create('dd'), create('button', 'link')];
      button.type = 'button';
      write(button, text);
      write(says, meaning);
      button.addEventListener('click', () => this.#choose(text));
      name.append(button);
      return [name, says];
    }));
  }
}
