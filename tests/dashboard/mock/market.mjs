/** A small made-up market for the page's tests: deterministic, moved on by step(). */
export class Market {
  #names;
  #prices = new Map();
  #series = new Map();
  #tapes = new Map();
  #random = 42;
  #tradeId = 1000;

  /** @param names instruments, VENUE:SYMBOL; the price of one ending in SHIBUSDT is tiny */
  constructor(names, now = Date.now()) {
    this.#names = names;
    this.now = now;
    for (const name of names) this.#prices.set(name, this.#firstPrice(name));
  }

  get names() {
    return this.#names;
  }

  price(name) {
    return this.#prices.get(name);
  }

  /** Whole numbers below the limit, always the same ones. */
  #next(limit) {
    this.#random = (Math.imul(this.#random, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#random / 2 ** 32) * limit);
  }

  #firstPrice(name) {
    return name.endsWith('SHIBUSDT') ? 0.00001234 : 100 + this.#next(9000);
  }

  #decimals(name) {
    return name.endsWith('SHIBUSDT') ? 8 : 2;
  }

  #round(name, value) {
    return Number(value.toFixed(this.#decimals(name)));
  }

  candles(name, length, count, to = this.now + length) {
    const key = `${name} ${length}`;
    if (!this.#series.has(key)) this.#series.set(key, this.#invent(name, length));
    return this.#series.get(key).filter((candle) => candle.openTime < to).slice(-count);
  }

  /** From the present backwards, so that the series ends at the present price. */
  #invent(name, length) {
    const last = this.now - (this.now % length);
    let close = this.price(name);
    const candles = [];
    for (let index = 0; index < 1500; index++) {
      const drift = 0.0009 * Math.sin(index / 13) + 0.0004 * Math.sin(index / 47);
      const open = this.#round(name, close * (1 + drift + (this.#next(200) - 100) / 80_000));
      const spread = close * (0.0001 + this.#next(100) / 150_000);
      candles.push({
        openTime: last - index * length, open, close,
        high: this.#round(name, Math.max(open, close) + spread), low: this.#round(name, Math.min(open, close) - spread),
        volume: this.#next(9000) / 100 + 5, quoteVolume: 1, tradeCount: 10, takerBuyVolume: 1, firstTradeId: 1, lastTradeId: 2,
        vwap: open, closed: index > 0, partial: index === 52, revision: index === 30 ? 1 : 0, source: 'live',
      });
      close = open;
    }
    // Five silent intervals: no trade, no candle.
    return candles.filter((_, index) => index < 20 || index >= 25).reverse();
  }

  /** One trade of the instrument, in the running candles too. */
  trade(name) {
    const step = this.#decimals(name) === 8 ? 1e-8 * (this.#next(9) - 4) : (this.#next(41) - 20) / 100;
    const price = this.#round(name, this.price(name) + step);
    this.#prices.set(name, price);
    const trade = this.#tradeAt(price, Date.now());
    this.recent(name).push(trade);
    return trade;
  }

  /** The latest trades, oldest first; forty made up ones before the first. */
  recent(name) {
    if (!this.#tapes.has(name)) {
      this.#tapes.set(name, Array.from({ length: 40 }, (_, index) => this.#tradeAt(this.#round(name, this.price(name) * (1 - (39 - index) / 1e5)), this.now - (40 - index) * 250)));
    }
    return this.#tapes.get(name);
  }

  #tradeAt(price, time) {
    return { id: this.#tradeId++, price, quantity: (1 + this.#next(5000)) / 1000, side: this.#next(2) ? 'buy' : 'sell', time };
  }

  /** The running candle after a trade. */
  running(name, length, trade) {
    const candles = this.candles(name, length, 1);
    const last = candles.at(-1);
    Object.assign(last, {
      close: trade.price, high: Math.max(last.high, trade.price), low: Math.min(last.low, trade.price),
      volume: Number((last.volume + trade.quantity).toFixed(3)), tradeCount: last.tradeCount + 1,
    });
    return { ...last };
  }

  ticker(name, age = 40) {
    const last = this.price(name);
    const open = this.#round(name, last * (0.96 + (name.charCodeAt(name.indexOf(':') + 1) % 8) / 100));
    return {
      symbol: name, last, lastTradeId: this.#tradeId, lastTradeTime: Date.now() - age, open,
      high: this.#round(name, Math.max(last, open) * 1.01), low: this.#round(name, Math.min(last, open) * 0.99),
      volume: 48_213.417, quoteVolume: 48_213.417 * last, tradeCount: 91_404, tradesPerSecond: 12.4, watermark: Date.now() - 2000,
      change: this.#round(name, last - open), changePercent: (100 * (last - open)) / open, vwap: (last + open) / 2, age,
      totalTrades: 91_404, duplicates: 0, tooLate: 0, refused: 0, gaps: 1,
    };
  }

  gaps() {
    const from = this.now - 42 * 60_000;
    return [{ firstId: 412, lastId: 447, from, to: from + 3 * 60_000 }];
  }
}
