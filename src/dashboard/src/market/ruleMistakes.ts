/** The fields of a rule that people fill in. */
export const ruleFields = ['name', 'when', 'interval', 'instruments', 'severity', 'hysteresis', 'cooldown', 'expires'] as const;

export type RuleField = (typeof ruleFields)[number];

/**
 * The node's sentences by the field they are about. Most begin with the field's name in quotes, and an instrument that is none says so; what else
 * can be wrong with a rule that the page has sent is its condition.
 */
export function mistakesByField(sentences: readonly string[]): Map<RuleField, string> {
  const mistakes = new Map<RuleField, string>();
  for (const sentence of sentences) {
    const field = ruleFields.find((name) => sentence.startsWith(`'${name}' `)) ?? (/^'.*' is no instrument/.test(sentence) ? 'instruments' : 'when');
    mistakes.set(field, [mistakes.get(field), sentence].filter(Boolean).join(' '));
  }
  return mistakes;
}
