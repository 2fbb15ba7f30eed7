import assert from 'node:assert/strict';
import { connect, query } from './duckdb.mjs';
import { assertEqual, judgeEach } from './expectation.mjs';

const connection = await connect();

judgeEach(async (path, columns, expected) => {
  const read = await query(connection, `SELECT * FROM read_parquet('${path}')`);
  assert.deepEqual(read.columns, columns);
  assertEqual(read.rows, expected, columns);

  // Bounds that are wrong would hide rows: each column's least and greatest value must be found by asking for it.
  for (const [place, { name, type }] of columns.entries()) {
    if (type === 'BLOB' || type === 'BOOLEAN') continue;

    await connection.run(`SET VARIABLE least = (SELECT min("${name}") FROM (${all(path)}))`);
    await connection.run(`SET VARIABLE greatest = (SELECT max("${name}") FROM (${all(path)}))`);
    for (const bound of ['least', 'greatest']) {
      const found = await query(connection, `SELECT "${name}" FROM read_parquet('${path}') WHERE "${name}" = getvariable('${bound}')`);
      const wanted = expected.filter(row => row[place] !== null && same(row[place], found.rows[0]?.[0])).length;
      assert.equal(found.rows.length, wanted, `rows with the ${bound} ${name}`);
      assert.equal(found.rows.length > 0, expected.some(row => row[place] !== null), `whether there is a ${bound} ${name}`);
    }
  }
});

/** All rows, in a way that no bound of the file can answer. */
function all(path) {
  return `SELECT * FROM read_parquet('${path}') WHERE random() < 2`;
}

/** Equal for DuckDB: so are both zeros. */
function same(one, other) {
  const zeros = ['0000000000000000', '8000000000000000'];
  return one === other || (zeros.includes(one) && zeros.includes(other));
}
