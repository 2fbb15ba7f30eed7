import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, missing } from './chromium.mjs';
import { stateOf, textOf, until, watched } from './watched.mjs';

const base = process.env.BASE_URL;
const skip = missing || (base ? false : 'needs a running node on a simulator feed: name its address in BASE_URL');

/** A test with the node's page open and connected; afterwards its console must hold no error. */
function real(name, run) {
  test(name, { skip }, async () => {
    const browser = await launch();
    try {
      const { page, assertNoError, excuse } = await watched(browser);
      await page.goto(base);
      await stateOf(page, 'connection', 'connected');
      await textOf(page, 'first price', '#last-price', /\d/, 30_000);
      await until(page, 'candles', () => page.locator('#chart').getAttribute('aria-label'), /C [\d,.]+/, 30_000);
      await run(page, excuse);
      assertNoError();
    } finally {
      await browser.close();
    }
  });
}

real('the page of a running node shows live prices and candles', async (page) => {
  const price = await page.locator('#last-price').innerText();
  await until(page, 'trades', () => page.locator('#tape tr:not([hidden])').count(), (count) => count > 0, 30_000);
  await textOf(page, 'price change', '#last-price', (text) => text !== price, 30_000);
  await textOf(page, 'price in the list', '#list [aria-selected=true] .price', /\d/);
  assert.doesNotMatch(await page.locator('body').innerText(), /\d[eE]-\d/, 'a number with an exponent');
});

real('a rule made on the page fires, is acknowledged by name, and its alert is over when it is deleted', async (page, excuse) => {
  await page.fill('#actor', 'ann');
  await page.getByRole('button', { name: 'Rules' }).click();
  await page.fill('#rule-name', 'Always');
  await page.fill('#rule-when', 'price >');
  excuse(); // The browser logs the refusal.
  await page.getByRole('button', { name: 'Save' }).click();
  await textOf(page, "the node's mistake", '#rule-when-mistake', /./);
  await page.fill('#rule-when', 'price > 0');
  await page.getByRole('button', { name: 'Save' }).click();
  await textOf(page, 'saved', '#rule-said', "'Always' is saved.");
  await textOf(page, 'the rule by the channel', '#rules-list', /Always\s+price > 0/);
  await page.keyboard.press('Escape');

  const alert = page.locator('#alerts .alert');
  await until(page, 'the alert', () => alert.count(), 1, 60_000);
  await until(page, 'what it saw', () => alert.innerText(), /Always[\s\S]*price [\d,.]+[\s\S]*Firing/);
  await until(page, 'its mark', () => page.locator('#chart').getAttribute('aria-label'), /alert: Always/);
  await page.getByRole('button', { name: /^Acknowledge Always/ }).click();
  await until(page, 'acknowledged', () => alert.innerText(), /Acknowledged by ann/);

  await page.getByRole('button', { name: 'Rules' }).click();
  await page.locator('#rules-list').getByRole('button', { name: /Always/ }).click();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Delete' }).click();
  await textOf(page, 'deleted', '#rules-note', 'No rules yet.');
  await page.keyboard.press('Escape');
  await until(page, 'no open alert', () => alert.count(), 0);
  await page.reload();
  await page.check('#alerts-past');
  await until(page, 'past alert', () => alert.innerText(), /Always[\s\S]*Over since/);
});

real('the node computes indicators and correlations for the page', async (page) => {
  await page.locator('#indicator-add').focus();
  await until(page, 'the names of the catalogue', () => page.locator('#indicator-names option').count(), (count) => count > 10);
  for (const name of ['min(2)', 'obv']) {
    await page.fill('#indicator-add', name);
    await page.keyboard.press('Enter');
    await until(page, name, () => page.locator('#indicator-chips').innerText(), (text) => text.includes(name));
  }
  await until(page, 'values', () => page.locator('#indicator-chips').innerText(), /obv\s+[−\d,.]*\d/, 90_000);
  await page.getByRole('button', { name: 'Correlations' }).click();
  await textOf(page, 'correlations', '#corr-note', /^\d+ instruments, \d+ edges?\./, 30_000);
});
