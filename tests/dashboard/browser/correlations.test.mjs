import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenes } from './scene.mjs';
import { textOf, until } from './watched.mjs';

const open = (page) => page.getByRole('button', { name: 'Correlations' }).press('Enter');

scenes('correlations', (scene) => {
  test('the heat map is drawn, and read by keys and by pointing', async () => {
    const { page } = scene;
    await open(page);
    await textOf(page, 'loaded', '#corr-note', /^30 instruments, \d+ edges\. The last of 168 bars began at \d{4}-\d\d-\d\d \d\d:00 UTC\.$/);
    const colours = await page.locator('#heat').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return new Set(Array.from({ length: data.length / 4 }, (_, at) => data.slice(4 * at, 4 * at + 4).join())).size;
    });
    assert.ok(colours > 10, `the heat map has ${colours} colours`);
    await page.locator('#heat').focus();
    const first = await textOf(page, 'the first cell', '#corr-read', /^BINANCE:(\w+) and BINANCE:\1: 1\.000$/);
    await page.keyboard.press('ArrowRight');
    await textOf(page, 'the next cell', '#corr-read', (text) => text !== first && /: −?0\.\d{3}$/.test(text));
    for (let key = 0; key < 40; key++) await page.keyboard.press('ArrowRight');
    await textOf(page, 'one without a correlation', '#corr-read', /fewer than 84 bars in common, or one of them did not move$/);
  });

  test('the network has its communities in words, and follows the threshold', async () => {
    const { page } = scene;
    await open(page);
    await until(page, 'communities', () => page.locator('#communities li').count(), 3);
    const joined = await page.locator('#network circle').count();
    assert.ok(joined > 20);
    await textOf(page, 'who is alone', '#unjoined', /^Without an edge: /);
    await page.locator('#network g[data-symbol="BINANCE:ETHUSDT"] circle').hover();
    await textOf(page, 'an instrument', '#corr-read', /^BINANCE:ETHUSDT: \d+ edges?, PageRank [\d.]+ %/);
    await page.fill('#corr-threshold', '0.94');
    await page.keyboard.press('Tab');
    await until(page, 'fewer joined', () => page.locator('#network line').count(), (count) => count > 0 && count < 60);
  });

  test('what is refused is a sentence, and can be mended', async () => {
    const { page, watch } = scene;
    await open(page);
    await textOf(page, 'loaded', '#corr-note', /^30 instruments/);
    watch.excuse();
    await page.fill('#corr-window', 'many');
    await page.keyboard.press('Tab');
    await textOf(page, 'refusal', '#corr-note', /^Correlations are not available\. The window 'many' is not allowed/);
    assert.equal(await page.locator('#network circle').count(), 0, 'nothing old is left');
    await page.fill('#corr-window', '50');
    await page.keyboard.press('Tab');
    await textOf(page, 'mended', '#corr-note', /The last of 50 bars/);
    await page.keyboard.press('Escape');
    await until(page, 'closed', () => page.locator('#correlations').isVisible(), false);
  });
});

scenes('a node without correlations', (scene) => {
  test('says so', async () => {
    const { page, watch } = scene;
    watch.excuse();
    await open(page);
    await textOf(page, 'sentence', '#corr-note', /^Correlations are not available\. There is nothing at \/api\/v1\/analytics\/ranking/);
  });
}, (node) => (node.old = true));
