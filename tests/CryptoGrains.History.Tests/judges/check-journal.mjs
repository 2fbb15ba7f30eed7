// Checks a journal in a folder by docs/formats/alert-journal.md alone: node check-journal.mjs <folder>
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const blobs = readdirSync(folder)
  .map((name) => ({ name, match: /^(\d{20})(?:-(\d{20}))?\.jsonl$/.exec(name) }))
  .filter(({ match }) => match)
  .map(({ name, match }) => ({ name, first: Number(match[1]), last: Number(match[2] ?? 0) }))
  .sort((a, b) => a.first - b.first || b.last - a.last);

let seq = 0;
let hash = '0'.repeat(64);
const fail = (why) => {
  console.log(`after line ${seq}: ${why}`);
  process.exit(1);
};

for (const { name, first, last } of blobs) {
  // Its lines are in a merged blob that was read.
  if (first <= seq && last <= seq) continue;
  if (first > seq + 1) fail(`${name} begins at ${first}`);
  const text = readFileSync(join(folder, name), 'utf8');
  if (!text.endsWith('\n')) fail(`${name} is torn`);
  for (const line of text.slice(0, -1).split('\n')) {
    const entry = JSON.parse(line);
    if (entry.seq <= seq) continue;
    const bare = line.replace(/,"hash":"[0-9a-f]{64}"\}$/, '}');
    if (createHash('sha256').update(bare).digest('hex') !== entry.hash) fail(`line ${entry.seq} was changed`);
    if (entry.seq !== seq + 1 || entry.previous !== hash) fail(`line ${entry.seq} does not follow`);
    ({ seq, hash } = entry);
  }
}

console.log(`${seq} ${hash}`);
