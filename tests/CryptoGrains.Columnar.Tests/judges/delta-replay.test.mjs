// Replays the log of a Delta table by the protocol's words alone, and compares the table's rows with <version>.jsonl beside
// its folder: an array a row, with the partition columns' values as the log has them. Every version is replayed from the
// log's beginning, and from the newest checkpoint that is not newer.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parquetReadObjects } from 'hyparquet';

const folder = process.env.JUDGED_FOLDER;
const table = join(folder, 'table');
const log = join(table, '_delta_log');
const nameOf = version => String(version).padStart(20, '0');
const versions = readdirSync(log).filter(name => /^\d{20}\.json$/.test(name)).map(name => parseInt(name, 10)).sort((a, b) => a - b);
const checkpoints = readdirSync(log).filter(name => name.endsWith('.checkpoint.parquet')).map(name => parseInt(name, 10));

test('there are versions and checkpoints', () => {
  assert.ok(versions.length > 1 && checkpoints.length > 1);
  assert.equal(JSON.parse(readFileSync(join(log, '_last_checkpoint'), 'utf8')).version, Math.max(...checkpoints));
});

for (const version of versions) {
  const expected = readFileSync(join(folder, `${version}.jsonl`), 'utf8').trimEnd().split('\n').filter(line => line).sort();
  const from = Math.max(-1, ...checkpoints.filter(one => one <= version));
  for (const checkpoint of from < 0 ? [-1] : [-1, from]) {
    test(`version ${version} ${checkpoint < 0 ? 'from the beginning' : `after checkpoint ${checkpoint}`}`, async () => {
      const state = await replay(version, checkpoint);
      assert.ok(state.protocol && state.metaData, 'protocol and metaData');
      assert.deepEqual((await rowsOf(state)).sort(), expected);
    });
  }
}

async function replay(version, checkpoint) {
  const state = { files: new Map(), positions: new Map() };
  if (checkpoint >= 0) for (const action of await read(join(log, `${nameOf(checkpoint)}.checkpoint.parquet`))) apply(state, action);
  for (const one of versions.filter(one => one > checkpoint && one <= version)) {
    for (const line of readFileSync(join(log, `${nameOf(one)}.json`), 'utf8').trimEnd().split('\n')) apply(state, JSON.parse(line));
  }
  return state;
}

function apply(state, { protocol, metaData, add, remove, txn }) {
  if (protocol) state.protocol = protocol;
  if (metaData) state.metaData = metaData;
  if (txn) state.positions.set(txn.appId, Number(txn.version));
  if (remove) state.files.delete(remove.path);
  if (add) state.files.set(add.path, add);
}

async function rowsOf({ files, positions, metaData }) {
  const columns = JSON.parse(metaData.schemaString).fields.map(field => field.name);
  const rows = [...positions].map(([application, version]) => JSON.stringify([application, version]));
  for (const [path, add] of files) {
    const blob = join(table, ...path.split('/').map(decodeURIComponent));
    assert.ok(existsSync(blob), `${blob} is there`);
    assert.equal(readFileSync(blob).length, Number(add.size));
    const content = await read(blob);
    assert.equal(content.length, JSON.parse(add.stats).numRecords);
    for (const row of content) rows.push(JSON.stringify(columns.map(column => plain(column in add.partitionValues ? add.partitionValues[column] : row[column]))));
  }
  return rows;
}

async function read(path) {
  const whole = readFileSync(path);
  return parquetReadObjects({ file: whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) });
}

// Decimals come as numbers that were rounded more than once; those of the table have two digits after the point.
function plain(value) {
  if (typeof value === 'number') return Number(value.toFixed(6));
  return typeof value === 'bigint' ? Number(value) : value ?? null;
}
