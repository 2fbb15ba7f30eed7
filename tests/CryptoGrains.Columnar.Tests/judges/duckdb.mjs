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
  const result = await connection.runAndReadAll(sql);
  const types = result.columnTypes();
  const columns = result.columnNames().map((name, place) => ({ name, type: types[place].toString() }));
  const rows = result.getRows().map(row => row.map((value, place) => (isFloating(columns[place]) ? textOfDouble(value) : exactText(value))));
  return { columns, rows };
}

function exactText(value) {
  if (value instanceof DuckDBDecimalValue) return value.value.toString();
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) return value.micros.toString();
  if (value instanceof DuckDBDateValue) return value.days.toString();
  if (value instanceof DuckDBBlobValue) return textOf(value.bytes);
  return textOf(value);
}
