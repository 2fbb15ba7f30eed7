// Runs what it is given, a line each: {"sql": ["…", …]} is answered by {"seconds": …, "rows": […]} with the rows of the last statement.
import { DuckDBInstance } from '@duckdb/node-api';
import { createInterface } from 'node:readline';

const instance = await DuckDBInstance.create(':memory:', { threads: process.env.THREADS ?? '2' });
const connection = await instance.connect();
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const begin = process.hrtime.bigint();
    let reader;
    for (const statement of JSON.parse(line).sql) reader = await connection.runAndReadAll(statement);
    const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
    console.log(JSON.stringify({ seconds, rows: reader.getRowsJson() }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
