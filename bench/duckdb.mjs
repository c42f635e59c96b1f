// duckdb.mjs SQL: runs one statement, for against.sh where there is no duckdb program.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.cwd() + '/');
const { DuckDBInstance } = await import(pathToFileURL(require.resolve('@duckdb/node-api')).href);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(process.argv[2]);
