import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bitcoin, scenes } from './scene.mjs';
import { textOf, until } from './watched.mjs';

const add = async (page, text) => {
  await page.fill('#indicator-add', text);
  await page.keyboard.press('Enter');
};
const chips = (page) => page.locator('#indicator-chips').innerText();

scenes('indicators', (scene) => {
  test('one is added by its name, drawn, read with the candle, kept over a reload and taken away', async () => {
    const { market, page } = scene;
    await add(page, 'sma(3)');
    const [a, b, c, d] = market.candles(bitcoin, 60_000, 4).map((candle) => candle.close);
    const label = await until(page, 'the value with the candle', () => page.locator('#chart').getAttribute('aria-label'), /sma\(3\) [\d,.]+/);
    const read = (text) => Number(text.match(/sma\(3\) ([\d,.]+)/)[1].replaceAll(',', ''));
    assert.ok(Math.abs(read(label) - (b + c + d) / 3) < 0.0051, label);
    await page.locator('#chart').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await until(page, 'the value of the candle before', () => page.locator('#chart').getAttribute('aria-label'), (text) => Math.abs(read(text) - (a + b + c) / 3) < 0.0051);

    await page.reload();
    await until(page, 'after a reload', () => chips(page), /sma\(3\)\s+[\d,.]+/);
    await page.getByRole('button', { name: 'Take away sma(3)' }).click();
    await until(page, 'no chip', () => chips(page), '');
    await until(page, 'not read any more', () => page.locator('#chart').getAttribute('aria-label'), (text) => !text.includes('sma'));
  });

  test('one whose values are no prices has a pane of its own', async () => {
    const { page } = scene;
    const panes = () => page.locator('#chart table tr').count();
    const before = await panes();
    await add(page, 'sma(20)');
    await until(page, 'the mean', () => chips(page), /sma\(20\)\s+[\d,.]+/);
    assert.equal(await panes(), before, 'a mean of prices lies over the candles');
    await add(page, 'macd');
    await until(page, 'three values', () => chips(page), /macd\(12,26,9\)(\s+−?[\d,.]+){3}/);
    const withMacd = await panes();
    assert.ok(withMacd > before);
    await add(page, 'rsi');
    await until(page, 'another pane', panes, (count) => count > withMacd);
    await page.keyboard.press('5');
    assert.equal(await page.inputValue('#indicator-add'), '5', 'a digit typed into the field is text');
    await page.getByRole('button', { name: 'Take away macd(12,26,9)' }).click();
    await until(page, 'its pane goes', panes, withMacd);
  });

  test('a name that is none is told, and nothing is added', async () => {
    const { page, watch } = scene;
    watch.excuse();
    await add(page, 'nonsense(3)');
    await textOf(page, 'sentence', '#indicators-note', /^There is no indicator 'nonsense\(3\)'/);
    assert.equal(await chips(page), '');
    await add(page, 'rsi');
    await until(page, 'the sentence goes', () => page.locator('#indicators-note').isVisible(), false);
  });
});

scenes('a node without indicators', (scene) => {
  test('says so, and shows the candles', async () => {
    const { page, watch } = scene;
    watch.excuse();
    await add(page, 'rsi');
    await textOf(page, 'sentence', '#indicators-note', /There is nothing at \/api\/v1\/analytics\/indicators/);
    assert.match(await page.locator('#chart').getAttribute('aria-label'), /C [\d,.]+/);
  });
}, (node) => (node.old = true));
