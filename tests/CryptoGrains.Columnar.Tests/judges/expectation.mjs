// What a file must hold: beside <name>.parquet, <name>.jsonl has a line with the columns, then a line for each row. Values are
// exact texts, and null where there is none:
//   truth values    true, false
//   whole numbers   their digits
//   floating point  the 16 hex digits of the double's bits, or NaN
//   text            itself; bytes as hex digits
//   dates           days since 1970-01-01
//   timestamps      microseconds since 1970-01-01T00:00:00Z
//   decimals        their digits without the point
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';

export const folder = process.env.JUDGED_FOLDER;
if (!folder) throw new Error('JUDGED_FOLDER names no folder with files to judge.');

/** Lets a reader judge all files of the folder, each in a test of its own. */
export function judgeEach(judge) {
  const names = readdirSync(folder).filter(name => name.endsWith('.parquet'));
  test('there are files', () => assert.ok(names.length > 0));
  for (const name of names) {
    test(name, () => {
      const path = join(folder, name);
      const [columns, ...rows] = readFileSync(join(folder, `${basename(name, '.parquet')}.jsonl`), 'utf8').trimEnd().split('\n').map(line => JSON.parse(line));
      return judge(path, columns, rows);
    });
  }
}

/** Every value as it must be. The first that isn't is named. */
export function assertEqual(rows, expected, columns, equal = (value, wanted) => value === wanted) {
  assert.equal(rows.length, expected.length, 'the number of rows');
  for (const [at, row] of rows.entries()) {
    for (const [place, column] of columns.entries()) {
      if (!equal(row[place] ?? null, expected[at][place], column)) {
        assert.fail(`row ${at}, column ${column.name} (${column.type}): ${row[place]} is read, where ${expected[at][place]} is expected`);
      }
    }
  }
}

const bits = new DataView(new ArrayBuffer(8));

/** A value as a text, of what needs no more than JavaScript's own types. */
export function textOf(value) {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return String(value);
}

export function textOfDouble(value) {
  if (value === null || value === undefined) return null;
  if (Number.isNaN(value)) return 'NaN';
  bits.setFloat64(0, value);
  return bits.getBigUint64(0).toString(16).padStart(16, '0');
}

export function isFloating(column) {
  return column.type === 'FLOAT' || column.type === 'DOUBLE';
}
