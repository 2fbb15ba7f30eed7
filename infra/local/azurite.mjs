// Starts Azurite: loopback only, silent, without telemetry. Options: --port of the blobs (10000; the tables are two ports further, as ever;
// 0 takes free ones), --location (./data), --while-stdin-open (ends when its standard input does, so that it never outlives the process
// that started it).
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
const first = Number(values.port);
const services = [];
for (const [place, service] of ['blob', 'queue', 'table'].entries()) {
  services.push(`--${service}Host`, '127.0.0.1', `--${service}Port`, String(first === 0 ? await freePort() : first + place));
}
process.argv.splice(2, process.argv.length, ...services, '--location', values.location, '--silent', '--disableTelemetry');
createRequire(import.meta.url)('azurite/dist/src/azurite.js');
