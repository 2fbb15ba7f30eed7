// Starts Azurite's blob service: loopback only, silent, without telemetry. Options: --port (10000; 0 takes a free one), --location
// (./data), --while-stdin-open (ends when its standard input does, so that it never outlives the process that started it).
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from './free-port.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '10000' },
    location: { type: 'string', default: fileURLToPath(new URL('data', import.meta.url)) },
    'while-stdin-open': { type: 'boolean', default: false },
  },
});

if (values['while-stdin-open']) {
  process.stdin.on('close', () => process.exit()).resume();
}

mkdirSync(values.location, { recursive: true });
const port = values.port === '0' ? String(await freePort()) : values.port;
process.argv.splice(
  2, process.argv.length, '--blobHost', '127.0.0.1', '--blobPort', port, '--location', values.location, '--silent', '--disableTelemetry');
createRequire(import.meta.url)('azurite/dist/src/blob/main.js');
