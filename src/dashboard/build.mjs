// Builds the page for MSBuild (Dashboard.targets): installs the packages where the lock file has changed, then builds.
// One at a time: two builds of the solution may run at once, and two installs in one folder break each other.
// Exit codes: 0 built, 1 failed (obj/build.log says why), 127 npm is missing.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const began = Date.now();
const folder = dirname(fileURLToPath(import.meta.url));
const lock = join(folder, 'obj', 'build.lock');
const log = join(folder, 'obj', 'build.log');
const page = join(folder, '..', 'CryptoGrains.Gateway', 'wwwroot', 'index.html');

mkdirSync(dirname(lock), { recursive: true });
while (!tryLock()) await pause(200);
try {
  // Newer than our start: another build has made it while this one waited.
  if (timeOf(page) < began) process.exitCode = build();
} finally {
  rmSync(lock);
}

function build() {
  writeFileSync(log, '');
  const installed = timeOf(join(folder, 'node_modules', '.package-lock.json')) > timeOf(join(folder, 'package-lock.json'));
  const code = installed ? 0 : npm('ci', '--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000');
  return code === 0 ? npm('run', 'build') : code;
}

function npm(...words) {
  const windows = process.platform === 'win32'; // There npm is a script, which needs a shell.
  const { status, stdout, stderr, error } = spawnSync(windows ? 'npm.cmd' : 'npm', words, { cwd: folder, encoding: 'utf8', shell: windows });
  appendFileSync(log, `> npm ${words.join(' ')}\n${stdout ?? ''}${stderr ?? ''}${error ?? ''}\n`);
  if (error?.code === 'ENOENT') return 127;
  return status === 0 ? 0 : 1;
}

/** Whether the lock is ours now. One whose process is gone, because a build was killed, is removed. */
function tryLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (timeOf(lock) < Date.now() - 1000 && !isAlive(ownerOf(lock))) rmSync(lock, { force: true });
    return false;
  }
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return process.pid; // Released just now: try again.
    throw error;
  }
}

function isAlive(id) {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error.code === 'EPERM'; // It is there, but another user's.
  }
}

/** When the file was last written, in epoch milliseconds; 0 where there is none. */
function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
