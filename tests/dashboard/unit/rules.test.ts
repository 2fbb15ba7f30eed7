import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakesByField } from '../../../src/dashboard/src/market/ruleMistakes';
import { wordsOf } from '../../../src/dashboard/src/market/ruleWords';
import { alertsRestOf } from '../../../src/dashboard/src/protocol/alertsRest';
import { Refusal, requestOf } from '../../../src/dashboard/src/protocol/request';
import { rule } from './fakes';

test('a mistake stands at the field that it is about, two of one field together', () => {
  const mistakes = mistakesByField([
    "'name' is missing.",
    "'cooldown' must be a number from 0 to 2592000.",
    "'X Y' is no instrument: write VENUE:SYMBOL, such as BINANCE:BTCUSDT, or a symbol of BINANCE.",
    "'Z' is no instrument: write VENUE:SYMBOL.",
    "'prise' is neither a number, nor price, nor change(1h), nor an indicator.",
  ]);
  assert.deepEqual([...mistakes.keys()], ['name', 'cooldown', 'instruments', 'when']);
  assert.match(mistakes.get('instruments') ?? '', /'X Y'.*'Z'/);
});

test('an indicator of several values has a word for each, the first without its name', () => {
  const words = wordsOf({
    indicators: [{ usual: 'macd(12,26,9)', summary: 'Convergence.', outputs: [{ name: 'line', meaning: 'the line' }, { name: 'signal', meaning: 'its average' }] }],
    detectors: [{ name: 'gap-up', summary: 'A jump.' }],
  });
  assert.deepEqual(words.map(({ text, meaning }) => `${text}: ${meaning}`), ['macd(12,26,9): Convergence.', 'macd(12,26,9).signal: its average', 'gap-up: alone: A jump.']);
});

/** Answers requests as told, and keeps them. */
function answering(...answers: { status: number; body?: unknown }[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const get = (async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    const { status, body } = answers.shift() ?? { status: 500 };
    return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
  }) as typeof fetch;
  return { asked, rest: alertsRestOf(requestOf('/api/v1', get)) };
}

test('a change names the version that it was made from, and who made it', async () => {
  const { asked, rest } = answering({ status: 200, body: rule('r', 4) }, { status: 204 });
  await rest.change(rule('r', 3), 'ann');
  await rest.remove('r', '');
  assert.deepEqual(asked.map(({ url, init }) => `${init.method} ${url}`), ['PUT /api/v1/alert-rules/r', 'DELETE /api/v1/alert-rules/r']);
  assert.equal(new Headers(asked[0]?.init.headers).get('if-match'), '"3"');
  assert.equal(new Headers(asked[0]?.init.headers).get('actor'), 'ann');
  assert.equal(new Headers(asked[1]?.init.headers).get('actor'), null, 'nobody known is nobody named');
});

test('all pages of rules are read', async () => {
  const { asked, rest } = answering({ status: 200, body: { rules: [rule('a')], next: 'a' } }, { status: 200, body: { rules: [rule('b')], next: null } });
  assert.deepEqual((await rest.rules()).map(({ id }) => id), ['a', 'b']);
  assert.match(asked[1]?.url ?? '', /cursor=a$/);
});

test('a refusal has its sentence, its status and its mistakes', async () => {
  const { rest } = answering({ status: 400, body: { detail: 'Two things.', mistakes: ['One.', 'Two.'] } }, { status: 503 });
  await assert.rejects(rest.add(rule('r'), ''), (error) =>
    error instanceof Refusal && error.message === 'Two things.' && error.status === 400 && error.mistakes.length === 2);
  await assert.rejects(rest.acknowledge('a', ''), /The node answered 503/);
});
