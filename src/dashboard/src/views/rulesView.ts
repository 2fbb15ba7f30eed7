import { fixed } from '../format/number';
import type { AlertRule } from '../protocol/alerts';
import type { Session } from '../store/session';
import { shapeOf } from './alertsView';
import { create, element, onFrame, write } from './dom';
import { RuleForm } from './ruleForm';
import { RuleWordsView } from './ruleWordsView';

/** The dialog of the rules: the list of them, and the form in which one is made or changed. */
export class RulesView {
  /** The most rules that are listed; a filter finds the others. */
  static readonly mostRows = 100;

  readonly #session: Session;
  readonly #dialog = element<HTMLDialogElement>('rules');
  readonly #filter = element<HTMLInputElement>('rules-filter');
  readonly #form: RuleForm;

  constructor(session: Session) {
    this.#session = session;
    this.#form = new RuleForm(session, () => this.#draw());
    const words = new RuleWordsView(session, (word) => this.#form.insert(word));
    const draw = onFrame(() => this.#draw());
    session.store.topics.on(['rules'], draw);
    this.#filter.addEventListener('input', draw);
    element('rule-new').addEventListener('click', () => this.#form.begin());
    element('rules-close').addEventListener('click', () => this.#dialog.close());
    element('rules-open').addEventListener('click', () => {
      words.load();
      this.#dialog.showModal();
      this.#form.begin();
    });
  }

  #draw(): void {
    const { rules, alertsNote } = this.#session.store;
    const wanted = this.#filter.value.trim().toLowerCase();
    const found = [...rules.values()]
      .filter((rule) => `${rule.name} ${rule.when}`.toLowerCase().includes(wanted))
      .sort((one, other) => one.name.localeCompare(other.name) || one.id.localeCompare(other.id));
    const list = element('rules-list');
    const focused = list.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['id'] : undefined;
    list.replaceChildren(...found.slice(0, RulesView.mostRows).map((rule) => this.#rowOf(rule)));
    if (focused) list.querySelector<HTMLElement>(`[data-id='${CSS.escape(focused)}']`)?.focus();

    const more = found.length - RulesView.mostRows;
    const none = rules.size === 0 ? 'No rules yet.' : 'No rule fits the filter.';
    write(element('rules-note'), alertsNote || (found.length === 0 ? none : more > 0 ? `${fixed(more, 0)} more: filter them.` : ''));
  }

  #rowOf(rule: AlertRule): HTMLElement {
    const item = create('li');
    const button = create('button', 'rule');
    button.type = 'button';
    button.dataset['id'] = rule.id;
    button.dataset['severity'] = rule.severity;
    if (rule.id === this.#form.editing) button.setAttribute('aria-current', 'true');
    const [name, when] = [create('strong'), create('code')];
    write(name, `${shapeOf[rule.severity]} ${rule.name}${rule.enabled ? '' : ' (off)'}`);
    write(when, rule.when);
    button.append(name, when);
    button.addEventListener('click', () => this.#form.begin(rule));
    item.append(button);
    return item;
  }
}
