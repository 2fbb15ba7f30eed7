const known = ['BTC', 'ETH', 'SOL', 'XRP', 'SHIB', 'DOGE', 'ADA', 'AVAX', 'LINK', 'DOT', 'MATIC', 'LTC', 'UNI', 'ATOM', 'NEAR', 'APT', 'ARB', 'OP', 'FIL', 'INJ', 'SUI', 'TIA', 'SEI', 'RUNE', 'AAVE'];

/** So many instruments, the well-known ones first. */
export const manyNames = (count) =>
  Array.from({ length: count }, (_, index) => (index < known.length ? `BINANCE:${known[index]}USDT` : `SIM:S${String(index).padStart(5, '0')}USDT`));
