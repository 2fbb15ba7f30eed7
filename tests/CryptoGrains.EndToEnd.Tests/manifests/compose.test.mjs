// docker-compose.yml as Docker Compose understands it: its plugin, or the program of its own that it was before. Neither needs Docker.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './kubernetes.mjs';

const run = (command, ...words) => spawnSync(command[0], [...command.slice(1), ...words], { cwd: join(root, '..'), encoding: 'utf8' });
const compose = [['docker', 'compose'], ['docker-compose']].find((command) => run(command, 'version').status === 0);
const skip = compose ? false : 'Docker Compose is not installed: Debian has the package docker-compose.';
const endAtOnce = ['kafka-topics', 'azurite-folder'];

function services() {
  const { status, stdout, stderr } = run(compose, 'config');
  assert.equal(status, 0, stderr);
  return Object.entries(parse(stdout).services);
}

test('Docker Compose takes it', { skip }, () => {
  const names = services().map(([name]) => name);
  for (const name of ['silo-1', 'silo-2', 'kafka', 'azurite', 'prometheus', 'grafana']) assert.ok(names.includes(name), name);
});

test('every service is held to the least, pinned, and watched', { skip }, () => {
  for (const [name, service] of services()) {
    assert.deepEqual(service.cap_drop, ['ALL'], name);
    assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
    assert.match(service.image, /:v?\d|^cryptograins:local$/, name);
    if (!endAtOnce.includes(name)) assert.ok(service.healthcheck.test, name);
  }
});

test('nothing is published beyond this machine', { skip }, () => {
  const ports = services().flatMap(([, service]) => service.ports ?? []);
  assert.ok(ports.length >= 6);
  for (const port of ports) assert.equal(typeof port === 'string' ? port.split(':')[0] : port.host_ip, '127.0.0.1');
});

test('the raw topic has enough partitions for both silos', { skip }, () => {
  const made = services().find(([name]) => name === 'kafka-topics')[1].command.join(' ');
  assert.ok(Number(/make crypto\.prices\.raw (\d+)/.exec(made)[1]) >= 3);
});

test('what it mounts is there', { skip }, () => {
  const mounts = services().flatMap(([, service]) => service.volumes ?? []).map((volume) => volume.source ?? volume.split(':')[0]);
  const paths = mounts.filter((path) => path.startsWith('/'));
  assert.ok(paths.length >= 3);
  assert.deepEqual(paths.filter((path) => spawnSync('test', ['-e', path]).status !== 0), []);
});
