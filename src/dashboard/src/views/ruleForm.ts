import { mistakesByField, ruleFields, type RuleField } from '../market/ruleMistakes';
import { intervals } from '../market/interval';
import type { AlertRule, ChangedRule, RuleWish, Severity } from '../protocol/alerts';
import { reasonOf, Refusal } from '../protocol/request';
import type { Session } from '../store/session';
import { create, element, write } from './dom';

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const inputOf = (field: RuleField): Input => element<Input>(`rule-${field}`);

/** The form of one rule. What is wrong with it only the node says: each mistake stands beside its field. */
export class RuleForm {
  readonly #session: Session;
  readonly #changed: () => void;
  readonly #enabled = element<HTMLInputElement>('rule-enabled');
  readonly #remove = element<HTMLButtonElement>('rule-delete');
  readonly #mistakes = new Map<RuleField, HTMLElement>();
  #rule: AlertRule | undefined;
  #busy = false;

  constructor(session: Session, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
    for (const interval of intervals) inputOf('interval').append(new Option(interval));
    for (const field of ruleFields) {
      const mistake = create('span', 'mistake');
      mistake.id = `rule-${field}-mistake`;
      inputOf(field).after(mistake);
      inputOf(field).setAttribute('aria-describedby', mistake.id);
      this.#mistakes.set(field, mistake);
    }
    element('rule-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#act('saved', () => session.alerts.save(this.#read()));
    });
    this.#remove.addEventListener('click', () => {
      const rule = this.#rule;
      if (rule && confirm(`Delete '${rule.name}'? Its open alerts are resolved.`)) void this.#act('deleted', () => session.alerts.remove(rule));
    });
  }

  /** The id of the rule that is changed; undefined where a new one is made. */
  get editing(): string | undefined {
    return this.#rule?.id;
  }

  /** Fills the form with a rule, or for a new one. */
  begin(rule?: AlertRule): void {
    this.#rule = rule;
    const filled: RuleWish = rule ?? {
      name: '', when: '', interval: '1m', instruments: this.#session.store.instrument ? [this.#session.store.instrument] : [],
      severity: 'warning', hysteresis: 0, cooldown: 300, expires: null, enabled: true,
    };
    for (const field of ['name', 'when', 'interval', 'severity', 'hysteresis', 'cooldown'] as const) inputOf(field).value = String(filled[field]);
    inputOf('instruments').value = filled.instruments.join(', ');
    inputOf('expires').value = filled.expires === null ? '' : new Date(filled.expires).toISOString().slice(0, 16);
    this.#enabled.checked = filled.enabled;
    write(element('rule-title'), rule ? `Change '${rule.name}'` : 'New rule');
    this.#remove.hidden = !rule;
    this.#tell('', new Map());
    this.#changed();
    inputOf('name').focus();
  }

  /** Puts a word where the cursor is in the condition, apart from what stands there. */
  insert(word: string): void {
    const when = inputOf('when') as HTMLTextAreaElement;
    const [before, after] = [when.value.slice(0, when.selectionStart), when.value.slice(when.selectionEnd)];
    const space = before && !/\s$/.test(before) ? ' ' : '';
    when.setRangeText(`${space}${word}${/^\s/.test(after) ? '' : ' '}`, when.selectionStart, when.selectionEnd, 'end');
    when.focus();
  }

  #read(): RuleWish | ChangedRule {
    const { value: expires } = inputOf('expires');
    const wish: RuleWish = {
      name: inputOf('name').value,
      when: inputOf('when').value,
      interval: inputOf('interval').value,
      instruments: inputOf('instruments').value.split(/[\s,]+/).filter(Boolean),
      severity: inputOf('severity').value as Severity,
      hysteresis: numberOf(inputOf('hysteresis').value),
      cooldown: numberOf(inputOf('cooldown').value),
      expires: expires === '' ? null : Date.parse(`${expires}Z`),
      enabled: this.#enabled.checked,
    };
    return this.#rule ? { ...wish, id: this.#rule.id, version: this.#rule.version } : wish;
  }

  async #act(done: string, act: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const name = inputOf('name').value.trim();
    try {
      await act();
      this.begin();
      this.#tell(`'${name}' is ${done}.`, new Map());
    } catch (error) {
      const mistakes = mistakesByField(error instanceof Refusal ? error.mistakes : []);
      this.#tell(mistakes.size > 0 ? '' : `'${name}' is not ${done}. ${reasonOf(error)}`, mistakes);
    }
    this.#busy = false;
  }

  #tell(sentence: string, mistakes: ReadonlyMap<RuleField, string>): void {
    write(element('rule-said'), sentence || (mistakes.size > 0 ? 'It is not saved: see what stands beside the fields.' : ''));
    for (const [field, mistake] of this.#mistakes) {
      write(mistake, mistakes.get(field) ?? '');
      inputOf(field).setAttribute('aria-invalid', String(mistakes.has(field)));
    }
    const first = ruleFields.find((field) => mistakes.has(field));
    if (first) inputOf(first).focus();
  }
}

/** A number; null for the usual one where nothing is written; the text itself where it is no number, so that the node can say so. */
const numberOf = (text: string): number | string | null =>
  text.trim() === '' ? null : Number.isNaN(Number(text)) ? text : Number(text);
