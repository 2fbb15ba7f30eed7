// A page to look at without a node: node mock/serve.mjs [port]. Prices move ten times a second.
import { Market } from './market.mjs';
import { manyNames } from './names.mjs';
import { MockNode } from './node.mjs';

const node = new MockNode(new Market(manyNames(10_000)));
await node.start(Number(process.argv[2] ?? 5081));
console.log(node.url);
setInterval(() => {
  for (const channel of node.subscribed) if (channel.startsWith('ticker:')) node.trade(channel.slice(7));
}, 100);
