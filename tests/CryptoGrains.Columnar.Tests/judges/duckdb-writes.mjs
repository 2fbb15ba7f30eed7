// Writes the tables as DuckDB does, in each way that it can, with their values beside the files as exact texts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, query } from './duckdb.mjs';
import { folder } from './expectation.mjs';

const rows = 5000;

/** A decimal of up to 38 digits and either sign that differs in each row, its extremes among them; null in each eleventh. */
function decimal(scale, salt) {
  const nines = `${'9'.repeat(38 - scale)}.${'9'.repeat(scale)}`;
  const high = `(hash(i + ${salt}) % 1000000000000000000)::HUGEINT`;
  const low = `(hash(i * 31 + ${salt}) % 10000000000000000000)::HUGEINT`;
  const digits = `CASE i % 4 WHEN 0 THEN ${low} % 1000000 WHEN 1 THEN ${low} ELSE ${high} * 10000000000000000000 + ${low} END`;
  const text = `lpad((${digits})::VARCHAR, 38, '0')`;
  return `CASE WHEN i % 11 = 10 THEN NULL WHEN i % 1000 = 1 THEN '${nines}' WHEN i % 1000 = 2 THEN '-${nines}'
    ELSE ((CASE WHEN i % 3 = 0 THEN '-' ELSE '' END) || left(${text}, ${38 - scale}) || '.' || right(${text}, ${scale})) END::DECIMAL(38, ${scale})`;
}

/** A price that repeats, as those of quiet minutes do. */
const quiet = '(61837.63 + (i // 100 % 7) * 0.01)::DECIMAL(38, 12)';

/** Each fourth row before 1970. */
const micros = 'CASE WHEN i % 4 = 0 THEN -i * 86399999999 - 1 ELSE 1723161255342000 + i * 60000000 + i % 1000 END';
const sparse = (value, every, type) => `CASE WHEN i % ${every} = 0 THEN NULL ELSE ${value} END::${type}`;

const tables = {
  candles: `
    ${sparse(`make_timestamp((${micros})::BIGINT)`, 13, 'TIMESTAMP')}::TIMESTAMPTZ AS open_time,
    ${decimal(12, 1)} AS open, ${decimal(12, 2)} AS high, ${quiet} AS low, ${decimal(12, 4)} AS close,
    ${decimal(12, 5)} AS volume, ${decimal(16, 6)} AS quote_volume,
    ${sparse('(hash(i) % 1000000007)::BIGINT - 500000000', 7, 'BIGINT')} AS trades,
    ${sparse('i % 5 < 2', 9, 'BOOLEAN')} AS closed,
    ${sparse('(i // 700) % 2 = 0', 1000, 'BOOLEAN')} AS partial`,
  trades: `
    ${sparse(`['BINANCE:BTCUSDT', 'COINBASE:ETH-USD', '', 'Ж:日本🚀', repeat('x', 300)][1 + i % 5]`, 17, 'VARCHAR')} AS symbol,
    ${sparse(`'trade ' || hash(i)`, 10, 'VARCHAR')} AS note,
    (i + 4000000000)::BIGINT AS trade_id,
    ${sparse('CASE i % 500 WHEN 1 THEN -9223372036854775808 WHEN 2 THEN 9223372036854775807 ELSE i - 2500 END', 19, 'BIGINT')} AS log_offset,
    ${sparse('i % 8 - 4', 5, 'INTEGER')} AS log_partition,
    ${decimal(12, 7)} AS price, ${decimal(12, 8)} AS quantity,
    ${sparse(`make_timestamp((${micros})::BIGINT)`, 6, 'TIMESTAMP')} AS event_time`,
  // No zero but the negative one: DuckDB's dictionaries hold both as the one that came first.
  daily: `
    ${sparse('DATE \'1970-01-01\' + (i - 1000)::INTEGER', 12, 'DATE')} AS date,
    ${decimal(12, 9)} AS daily_close, ${decimal(16, 10)} AS daily_quote_volume,
    ${sparse('(hash(i)::DOUBLE / 1e10 - 1e8) * (CASE WHEN i % 2 = 0 THEN 1e-300 ELSE 1 END)', 4, 'DOUBLE')} AS ma7,
    ${sparse(`CASE i % 50 WHEN 1 THEN 'NaN' WHEN 2 THEN 'Infinity' WHEN 3 THEN '-Infinity' WHEN 5 THEN '-0' ELSE (1 + i % 20)::VARCHAR END`, 21, 'DOUBLE')} AS ma30,
    ${sparse('i / 7', 8, 'FLOAT')} AS avg_price,
    NULL::DOUBLE AS daily_return,
    (123456789.123456789 - i)::DECIMAL(18, 9) AS short_decimal,
    (12345.6789 - i)::DECIMAL(9, 4) AS shorter_decimal`,
};

const ways = [
  ...['uncompressed', 'snappy', 'gzip', 'lz4_raw'].flatMap(codec => ['V1', 'V2'].map(version => ({ codec, version }))),
  ...['V1', 'V2'].map(version => ({ codec: 'snappy', version, more: 'DICTIONARY_SIZE_LIMIT 1' })),
  ...['V1', 'V2'].map(version => ({ codec: 'uncompressed', version, more: 'DICTIONARY_SIZE_LIMIT 1' })),
  { codec: 'snappy', version: 'V2', more: 'ROW_GROUP_SIZE 2048' },
  { codec: 'snappy', version: 'V1', more: 'DICTIONARY_SIZE_LIMIT 1000000, ROW_GROUP_SIZE 100000' },
  { codec: 'zstd', version: 'V1' },
];

const connection = await connect();
for (const [table, select] of Object.entries(tables)) {
  await connection.run(`CREATE TABLE ${table} AS SELECT ${select} FROM range(${rows}) AS numbers(i) ORDER BY i`);
  const { columns, rows: values } = await query(connection, `SELECT * FROM ${table}`);
  writeFileSync(join(folder, `${table}.jsonl`), [columns, ...values].map(line => JSON.stringify(line) + '\n').join(''));
  for (const [at, { codec, version, more }] of ways.entries()) {
    const options = `FORMAT parquet, CODEC '${codec}', PARQUET_VERSION '${version}'${more ? `, ${more}` : ''}`;
    await connection.run(`COPY ${table} TO '${join(folder, `${table}.${codec}.${version}.${at}.parquet`)}' (${options})`);
  }
}
