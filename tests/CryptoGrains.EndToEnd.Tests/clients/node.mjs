// A real node in a process of its own, and a cable to it that can be cut.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dll = process.env.CRYPTOGRAINS_DLL;
if (!dll) throw new Error('CRYPTOGRAINS_DLL names no cryptograins.dll to test.');

export async function dataFolder() {
  const path = await mkdtemp(join(tmpdir(), 'cryptograins-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a node and waits until it listens. */
export async function startNode(data, { feed = 'sim', port = 0 } = {}) {
  const child = spawn('dotnet', [dll, 'run', '--data', data, '--feed', feed, '--fsync', 'never', '--urls', `http://127.0.0.1:${port}`]);
  let output = '';
  const listening = new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      output += text;
      const url = /CryptoGrains is at (\S+)/.exec(output)?.[1];
      if (url) resolve(url);
    });
    child.stderr.on('data', (text) => (output += text));
    child.on('exit', () => reject(new Error(`The node ended before it listened:\n${output}`)));
  });
  const url = await listening;
  return {
    url,
    port: Number(new URL(url).port),
    async kill() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** A cable from a port of its own to the node's: cutting it ends every connection as a network does. */
export async function cable(port) {
  const sockets = new Set();
  const server = net.createServer((near) => {
    const far = net.connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut: () => sockets.forEach((socket) => socket.destroy()),
    close: () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}
