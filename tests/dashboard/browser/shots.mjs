// Pictures of the page to look at: node browser/shots.mjs <folder>. They are never compared and never kept.
import { mkdir } from 'node:fs/promises';
import { launch } from './chromium.mjs';
import { Market } from '../mock/market.mjs';
import { manyNames } from '../mock/names.mjs';
import { MockNode } from '../mock/node.mjs';

const folder = process.argv[2] ?? '/tmp/shots';
await mkdir(folder, { recursive: true });
const node = new MockNode(new Market(manyNames(10_000)));
await node.start();
const browser = await launch();
const minutes = (count) => Date.now() - count * 60_000;
node.alerts.fire('Bitcoin moved by 5 % in an hour', 'BINANCE:BTCUSDT', { at: minutes(31), saw: [{ name: 'change(1h)', value: -5.2318 }] });
node.alerts.resolve(node.alerts.fire('Feed is silent', 'BINANCE:SOLUSDT', { severity: 'info', at: minutes(12), saw: [] }));
node.alerts.fire('Flash crash', 'BINANCE:BTCUSDT', { severity: 'critical', at: minutes(4), saw: [{ name: 'fall', value: 0.0412 }, { name: 'moves', value: 14.2 }] });
for (const [name, when, severity] of [['Bitcoin turns', 'rsi(14) < 30 and macd(12,26,9) > macd(12,26,9).signal', 'warning'], ['Flash crash', 'flash-crash.crash', 'critical'], ['Silent feed', 'silence(60)', 'info']]) {
  node.alerts.addRule({ name, when, severity, interval: '5m', instruments: ['BINANCE:BTCUSDT'], hysteresis: 0.5, cooldown: 300, expires: null, enabled: true });
}
const play = setInterval(() => {
  for (const channel of node.subscribed) if (channel.startsWith('ticker:')) node.trade(channel.slice(7));
}, 100);

for (const [name, options] of Object.entries({
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'dark', deviceScaleFactor: 2, hasTouch: true, isMobile: true },
})) {
  const page = await browser.newPage(options);
  page.on('console', (message) => console.log(name, message.type(), message.text()));
  page.on('pageerror', (error) => console.log(name, error.message));
  await page.addInitScript(() => localStorage.setItem('indicators', 'sma(20) macd(12,26,9) rsi(14)'));
  await page.goto(node.url);
  await page.waitForFunction(() => document.querySelector('#chart-note').hidden && document.querySelectorAll('#tape tr').length > 40);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${folder}/${name}.png` });
  if (name === 'phone') await page.screenshot({ path: `${folder}/phone-full.png`, fullPage: true });
  if (name === 'dark') {
    await page.keyboard.press('?');
    await page.screenshot({ path: `${folder}/help.png` });
    await page.keyboard.press('Escape');
  }
  await page.click('#rules-open');
  await page.waitForFunction(() => document.querySelectorAll('#rule-words dt').length > 10);
  await page.click('#rules-list li:first-child button');
  await page.fill('#rule-cooldown', 'a day');
  await page.click('#rule-form .primary');
  await page.waitForFunction(() => document.querySelector('#rule-cooldown-mistake').textContent);
  await page.screenshot({ path: `${folder}/${name}-rules.png` });
  await page.keyboard.press('Escape');
  await page.click('#corr-open');
  await page.waitForFunction(() => document.querySelectorAll('#network circle').length > 5);
  await page.focus('#heat');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await page.screenshot({ path: `${folder}/${name}-correlations.png` });
  await page.keyboard.press('Escape');
  if (name !== 'phone') {
    node.down = true;
    node.cut();
    await page.waitForFunction(() => document.querySelector('#connection').dataset.state === 'disconnected', undefined, { timeout: 60_000 });
    await page.screenshot({ path: `${folder}/${name}-disconnected.png` });
    node.down = false;
    node.newEpoch();
    await page.click('#retry');
    await page.waitForFunction(() => !document.querySelector('#notice').hidden);
    await page.waitForTimeout(500);
    await page.focus('#list');
    await page.keyboard.press('ArrowDown');
    await page.screenshot({ path: `${folder}/${name}-restarted.png` });
  }
  await page.close();
}
clearInterval(play);
await browser.close();
await node.stop();
