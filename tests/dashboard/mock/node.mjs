import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { MockAlerts } from './alerts.mjs';
import { analyticsAnswer } from './analytics.mjs';
import { HubSocket } from './hub.mjs';

const wwwroot = fileURLToPath(new URL('../../../src/CryptoGrains.Gateway/wwwroot/', import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const lengths = { '1m': 60_000, '5m': 300_000, '15m': 900_000, '1h': 3_600_000, '4h': 14_400_000, '1d': 86_400_000 };

/** Stands in for a node: serves the built page, the REST answers and the hub, and can fail in the ways a node can. */
export class MockNode {
  #market;
  #server = createServer((request, response) => void this.#answer(request, response));
  #sockets = new WebSocketServer({ noServer: true });
  #clients = new Set();
  #channels = new Map();
  #epoch = 1;
  /** Refuse every connection to the hub, as a node that is down. */
  down = false;
  /** Know nothing of rules, alerts and analytics, as an older node. */
  old = false;
  alerts = new MockAlerts((line) => this.publish('alerts', { line }));
  /** What was invoked: "Subscribe ticker:… epoch offset". */
  calls = [];
  /** How many times candles before some time were asked for. */
  older = 0;

  constructor(market) {
    this.#market = market;
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.down) socket.destroy();
      else this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#connect(opened));
    });
  }

  async start(port = 0) {
    await new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
  }

  async stop() {
    this.cut();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  cut() {
    for (const client of this.#clients) client.hub.cut();
    this.#clients.clear();
  }

  /** As a restart: the numbering starts over. */
  newEpoch() {
    this.#epoch++;
    this.#channels.clear();
  }

  /** The channels that any client is subscribed to. */
  get subscribed() {
    return new Set([...this.#clients].flatMap((client) => [...client.channels]));
  }

  /** One trade: numbered on its channels, and sent to those who subscribe them. Lost: numbered, but never sent. */
  trade(name, { lost = false } = {}) {
    const trade = this.#market.trade(name);
    this.#publish(`trades:${name}`, { trades: [trade], skipped: 0, gaps: [] }, lost);
    this.#publish(`ticker:${name}`, { ticker: this.#market.ticker(name) }, lost);
    for (const [interval, length] of Object.entries(lengths)) {
      this.#publish(`candles:${name}:${interval}`, { candles: [this.#market.running(name, length, trade)] }, lost);
    }
    return trade;
  }

  /** Sends a payload as the channel's next message. */
  publish(channel, data) {
    this.#publish(channel, data, false);
  }

  #publish(channel, data, lost) {
    const log = this.#log(channel);
    const envelope = { type: 'data', channel, epoch: log.epoch, offset: ++log.offset, data };
    log.messages.push(envelope);
    if (lost) return;
    for (const client of this.#clients) if (client.channels.has(channel)) client.hub.send([envelope]);
  }

  #log(channel) {
    if (!this.#channels.has(channel)) this.#channels.set(channel, { epoch: `e${this.#epoch}`, offset: 0, messages: [] });
    return this.#channels.get(channel);
  }

  #connect(socket) {
    const client = { channels: new Set(), hub: undefined };
    client.hub = new HubSocket(socket, (method, [channel, epoch, offset]) => {
      this.calls.push([method, channel, epoch, offset].filter((part) => part !== undefined).join(' '));
      if (method === 'Subscribe') this.#subscribe(client, channel, epoch, offset);
      else if (method === 'Unsubscribe') {
        client.channels.delete(channel);
        client.hub.send([{ type: 'unsubscribed', channel }]);
      }
    });
    this.#clients.add(client);
    socket.on('close', () => this.#clients.delete(client));
  }

  #subscribe(client, channel, epoch, offset) {
    if (channel === 'alerts' && this.old) {
      client.hub.send([{ type: 'error', code: 'unknown-channel', message: "'alerts' is no channel of this node.", channel }]);
      return;
    }
    const log = this.#log(channel);
    client.channels.add(channel);
    if (epoch === log.epoch) {
      client.hub.send([{ type: 'subscribed', channel, epoch, offset, recovered: true }, ...log.messages.filter((message) => message.offset > offset)]);
    } else {
      client.hub.send([{ type: 'subscribed', channel, epoch: log.epoch, offset: log.offset, recovered: false, snapshot: this.#snapshot(channel) }]);
    }
  }

  #snapshot(channel) {
    if (channel === 'alerts') return this.alerts.snapshot;
    const [kind, venue, symbol, interval] = channel.split(':');
    const name = `${venue}:${symbol}`;
    if (kind === 'ticker') return { ticker: this.#market.ticker(name) };
    if (kind === 'trades') return { trades: this.#market.recent(name).slice(-40), skipped: 0, gaps: [] };
    return { candles: this.#market.candles(name, lengths[interval], 2) };
  }

  async #answer(request, response) {
    const url = new URL(request.url, this.url);
    const json = (body, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(status === 204 ? undefined : JSON.stringify(body));
    };
    const [, name] = url.pathname.match(/^\/api\/v1\/(?:ohlcv|gaps)\/(.+)$/) ?? [];
    const instrument = decodeURIComponent(name ?? '');
    if (url.pathname.startsWith('/hubs/market/negotiate')) {
      if (this.down) request.socket.destroy();
      else json({ negotiateVersion: 1, connectionId: 'c', connectionToken: 'c', availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text'] }] });
    } else if (url.pathname === '/api/v1/symbols') {
      json({ symbols: this.#market.names.map((text) => ({ instrument: text, venue: text.split(':')[0], symbol: text.split(':')[1] })), next: null });
    } else if (url.pathname.startsWith('/api/v1/ohlcv/')) {
      const to = url.searchParams.get('to');
      if (to) this.older++;
      const length = lengths[url.searchParams.get('interval')];
      json({ symbol: instrument, candles: this.#market.candles(instrument, length, Number(url.searchParams.get('limit')), to ? Number(to) : undefined), next: null });
    } else if (url.pathname.startsWith('/api/v1/gaps/')) {
      json({ symbol: instrument, gaps: this.#market.gaps(), forgotten: 0 });
    } else if (url.pathname.startsWith('/api/')) {
      const path = url.pathname.slice('/api/v1'.length);
      const known = this.old ? undefined : (analyticsAnswer(path, url.searchParams, this.#market)
        ?? this.alerts.answer(request.method, path, request.headers, await bodyOf(request)));
      const [status, body] = known ?? [404, { code: 'unknown-path', detail: `There is nothing at ${url.pathname}. The API is described at /openapi/v1.json.` }];
      json(body, status);
    } else {
      await this.#file(url.pathname === '/' ? '/index.html' : url.pathname, response);
    }
  }

  async #file(path, response) {
    try {
      const body = await readFile(join(wwwroot, normalize(path)));
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}

/** A request's JSON; undefined where it has no body. */
async function bodyOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : undefined;
}
