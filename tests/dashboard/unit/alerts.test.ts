import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlertBook, isOpen } from '../../../src/dashboard/src/market/alertBook';
import { alertMarks } from '../../../src/dashboard/src/market/alertMarks';
import type { Alert } from '../../../src/dashboard/src/protocol/alerts';
import { alert, candle, line } from './fakes';

const states = (book: AlertBook) => book.all.map(({ id, state }) => `${id} ${state}`);

test('an alert goes from firing to acknowledged to over, and says by whom and when', () => {
  const book = new AlertBook();
  assert.equal(book.take(line.fired('a', 1, { at: '2024-08-05T01:02:03.000004Z' }))?.firedAt, Date.UTC(2024, 7, 5, 1, 2, 3));
  book.take(line.acknowledged('a', 2, 'ann'));
  assert.deepEqual(states(book), ['a acknowledged']);
  assert.equal(book.all[0]?.acknowledgedBy, 'ann');
  book.take(line.over('resolved', 'a', 3, '2024-08-05T01:03:00.000000Z'));
  assert.equal(book.all[0]?.resolvedAt, Date.UTC(2024, 7, 5, 1, 3));
  assert.equal(book.open, 0);
});

test('a line told twice changes nothing, and none goes back', () => {
  const book = new AlertBook();
  book.take(line.fired('a', 1));
  book.take(line.over('resolved', 'a', 2));
  assert.equal(book.take(line.fired('a', 1)), undefined);
  book.take(line.acknowledged('a', 3, 'ann'));
  assert.deepEqual(states(book), ['a resolved']);
});

test('one that is taken back stays over since when it was', () => {
  const book = new AlertBook();
  book.take(line.fired('a', 1));
  book.take(line.over('resolved', 'a', 2, '2024-08-05T01:03:00.000000Z'));
  book.take(line.over('retracted', 'a', 3, '2024-08-05T01:09:00.000000Z'));
  assert.deepEqual([book.all[0]?.retracted, book.all[0]?.resolvedAt], [true, Date.UTC(2024, 7, 5, 1, 3)]);
});

test('what REST tells does not undo what was pushed since', () => {
  const book = new AlertBook();
  book.restart([alert('a', 1)], 1);
  book.take(line.over('resolved', 'a', 3));
  book.merge([alert('b', 2, { state: 'resolved' }), alert('a', 1)]);
  assert.deepEqual(states(book), ['b resolved', 'a resolved']);
});

test('open ones beyond the snapshot are counted until they are over', () => {
  const book = new AlertBook();
  book.restart([alert('a', 9)], 3);
  assert.equal(book.open, 3);
  book.take(line.over('resolved', 'unseen', 10));
  assert.equal(book.open, 2);
  book.restart([], 0);
  assert.deepEqual([book.open, book.all.length], [0, 0]);
});

test('the book is bounded: the oldest are let go, and open ones are still counted', () => {
  const book = new AlertBook();
  for (let seq = 1; seq <= AlertBook.mostOpen + 5; seq++) book.take(line.fired(`a${seq}`, seq));
  assert.deepEqual([book.all.length, book.open], [AlertBook.mostOpen, AlertBook.mostOpen + 5]);
  assert.equal(book.all.at(-1)?.id, 'a6');
  for (let seq = 6; seq <= AlertBook.mostOpen + 5; seq++) book.take(line.over('resolved', `a${seq}`, 5000 + seq));
  assert.deepEqual([book.all.length, book.all.filter(isOpen).length, book.open], [AlertBook.mostOver, 0, 5]);
});

test('a mark stands at the candle an alert fired in, as grave as the gravest there', () => {
  const minute = 60_000;
  const at = (id: string, firedAt: number, parts: Partial<Alert> = {}) => alert(id, 1, { firedAt, ...parts });
  const marks = alertMarks(
    [at('a', minute + 5), at('b', 2 * minute - 1, { severity: 'critical' }), at('else', minute, { symbol: 'V:B' }), at('back', 0, { retracted: true }), at('none', 7 * minute)],
    'V:A', '1m', [candle(0), candle(minute)]);
  assert.deepEqual(marks.map(({ openTime, severity, alerts }) => [openTime, severity, alerts.map(({ id }) => id)]), [[minute, 'critical', ['a', 'b']]]);
});

test('a storm of alerts is taken in at once', () => {
  const book = new AlertBook();
  const begin = performance.now();
  for (let seq = 1; seq <= 100_000; seq++) book.take(line.fired(`a${seq}`, seq));
  assert.ok(performance.now() - begin < 5_000, `100,000 alerts took ${performance.now() - begin} ms`);
  assert.deepEqual([book.open, book.all[0]?.id], [100_000, 'a100000']);
});
