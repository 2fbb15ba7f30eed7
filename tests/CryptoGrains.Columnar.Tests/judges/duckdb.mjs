// DuckDB, and what its values are as exact texts.
import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
} from '@duckdb/node-api';
import { isFloating, textOf, textOfDouble } from './expectation.mjs';

export async function connect() {
  const database = await DuckDBInstance.create(':memory:');
  return database.connect();
}

/** The columns with their types, and the rows as exact texts. */
export async function query(connection, sql) {
  const described = await connection.runAndReadAll(`DESCRIBE ${sql}`);
  const columns = described.getRows().map(([name, type]) => ({ name, type }));

  // Text is asked for as bytes: what decodes it by itself leaves out a byte order mark at its beginning.
  const exact = columns.map(({ name, type }) => (type === 'VARCHAR' ? `encode("${name}")` : `"${name}"`));
  const result = await connection.runAndReadAll(`SELECT ${exact.join(', ')} FROM (${sql})`);
  const rows = result.getRows().map(row => row.map((value, place) => exactText(value, columns[place])));
  return { columns, rows };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function exactText(value, column) {
  if (isFloating(column)) return textOfDouble(value);
  if (value instanceof DuckDBDecimalValue) return value.value.toString();
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) return value.micros.toString();
  if (value instanceof DuckDBDateValue) return value.days.toString();
  if (value instanceof DuckDBBlobValue) return column.type === 'VARCHAR' ? utf8.decode(value.bytes) : textOf(value.bytes);
  return textOf(value);
}
