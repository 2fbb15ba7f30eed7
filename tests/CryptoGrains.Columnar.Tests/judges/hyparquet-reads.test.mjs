import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parquetMetadata, parquetRead } from 'hyparquet';
import { assertEqual, isFloating, judgeEach, textOf, textOfDouble } from './expectation.mjs';

const compressors = { GZIP: bytes => gunzipSync(bytes) };
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const parsers = {
  timestampFromMicroseconds: micros => micros.toString(),
  dateFromDays: days => days.toString(),
  stringFromBytes: bytes => bytes && utf8.decode(bytes),
};

judgeEach(async (path, columns, expected) => {
  const whole = readFileSync(path);
  const file = whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length);

  const metadata = parquetMetadata(file);
  const rounded = await rowsOf(file, metadata);
  assertEqual(
    rounded.map(row => row.map((value, place) => (isDecimal(columns[place]) ? value : exactText(value, columns[place])))),
    expected,
    columns,
    (value, wanted, column) => (isDecimal(column) ? isClose(value, wanted, column) : value === wanted));

  // It makes a JavaScript number of a decimal. Without being told what it is, it gives what is stored: that is exact.
  const stored = parquetMetadata(file);
  for (const element of stored.schema) {
    if (element.converted_type !== 'DECIMAL') continue;
    delete element.converted_type;
    delete element.logical_type;
  }
  const exact = await rowsOf(file, stored);
  assertEqual(exact.map(row => row.map((value, place) => exactText(value, columns[place]))), expected, columns);
});

async function rowsOf(file, metadata) {
  let rows = [];
  await parquetRead({ file, metadata, compressors, parsers, utf8: false, onComplete: read => { rows = read; } });
  return rows;
}

function exactText(value, column) {
  if (isFloating(column)) return textOfDouble(value);
  if (isDecimal(column) && value instanceof Uint8Array) return textOf(BigInt.asIntN(8 * value.length, BigInt('0x' + textOf(value))));
  return textOf(value);
}

function isDecimal(column) {
  return column.type.startsWith('DECIMAL');
}

/**
 * It rounds the digits to a double, rounds the power of ten, and rounds their product: three times at most 2^-53 of the
 * number. The number that is wanted is rounded once more.
 */
function isClose(value, digits, column) {
  if (value === null || digits === null) return value === digits;
  const wanted = Number(`${digits}e-${/,(\d+)\)/.exec(column.type)[1]}`);
  return Math.abs(value - wanted) <= Math.abs(wanted) * 2 ** -51;
}
