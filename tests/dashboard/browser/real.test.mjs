import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, missing } from './chromium.mjs';
import { stateOf, textOf, until, watched } from './watched.mjs';

const base = process.env.BASE_URL;
const skip = missing || (base ? false : 'needs a running node on a simulator feed: name its address in BASE_URL');

test('the page of a running node shows live prices and candles', { skip }, async () => {
  const browser = await launch();
  try {
    const { page, assertNoError } = await watched(browser);
    await page.goto(base);
    await stateOf(page, 'connection', 'connected');
    const price = await textOf(page, 'first price', '#last-price', /\d/, 30_000);
    await until(page, 'candles', () => page.locator('#chart').getAttribute('aria-label'), /C [\d,.]+/, 30_000);
    await until(page, 'trades', () => page.locator('#tape tr:not([hidden])').count(), (count) => count > 0, 30_000);
    await textOf(page, 'price change', '#last-price', (text) => text !== price, 30_000);
    await textOf(page, 'price in the list', '#list [aria-selected=true] .price', /\d/);
    assert.doesNotMatch(await page.locator('body').innerText(), /\d[eE]-\d/, 'a number with an exponent');
    assertNoError();
  } finally {
    await browser.close();
  }
});
