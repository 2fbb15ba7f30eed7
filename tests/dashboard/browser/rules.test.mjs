import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bitcoin, scenes } from './scene.mjs';
import { textOf, until } from './watched.mjs';

const open = async (page) => {
  await page.getByRole('button', { name: 'Rules' }).press('Enter');
  await until(page, 'the dialog', () => page.locator('#rules').isVisible(), true);
};

scenes('alert rules', (scene) => {
  test('a rule is made of words of the catalogue, changed and deleted', async () => {
    const { node, page } = scene;
    await open(page);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'rule-name');
    await page.keyboard.type('Turn 1/2');
    assert.equal(await page.inputValue('#rule-name'), 'Turn 1/2', 'keys typed into a field are text');
    assert.equal(await page.inputValue('#rule-instruments'), bitcoin);
    for (const word of ['rsi(14)', '<']) await page.locator('#rule-words').getByRole('button', { name: word, exact: true }).click();
    await page.keyboard.type('30');
    assert.equal(await page.inputValue('#rule-when'), 'rsi(14) < 30');
    await page.fill('#rule-expires', '2030-01-02T03:04');
    await page.getByRole('button', { name: 'Save' }).click();
    await textOf(page, 'saved', '#rule-said', "'Turn 1/2' is saved.");
    const [made] = [...node.alerts.rules.values()];
    assert.deepEqual(
      [made.when, made.instruments, made.hysteresis, made.cooldown, made.expires, made.enabled], ['rsi(14) < 30', [bitcoin], 0, 300, Date.UTC(2030, 0, 2, 3, 4), true]);

    await page.locator('#rules-list').getByRole('button', { name: /Turn 1\/2/ }).click();
    await textOf(page, 'the rule in the form', '#rule-title', "Change 'Turn 1/2'");
    assert.equal(await page.inputValue('#rule-expires'), '2030-01-02T03:04');
    await page.fill('#rule-instruments', '');
    await page.uncheck('#rule-enabled');
    await page.getByRole('button', { name: 'Save' }).click();
    await textOf(page, 'the change in the list', '#rules-list', /Turn 1\/2 \(off\)/);
    assert.deepEqual([node.alerts.rules.get(made.id).version, node.alerts.rules.get(made.id).instruments], [2, []]);

    await page.locator('#rules-list').getByRole('button').click();
    page.once('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: 'Delete' }).click();
    await textOf(page, 'no rule left', '#rules-note', 'No rules yet.');
    await page.keyboard.press('Escape');
    await until(page, 'closed', () => page.locator('#rules').isVisible(), false);
  });

  test("the node's mistakes stand beside their fields", async () => {
    const { node, page, watch } = scene;
    watch.excuse();
    await open(page);
    await page.fill('#rule-when', 'prise');
    await page.fill('#rule-cooldown', 'a day');
    await page.getByRole('button', { name: 'Save' }).click();
    await textOf(page, 'name', '#rule-name-mistake', /^'name' must have 1 to 100 characters/);
    await textOf(page, 'condition', '#rule-when-mistake', /^'prise' is no condition/);
    await textOf(page, 'cooldown', '#rule-cooldown-mistake', /^'cooldown' must be a number/);
    assert.equal(await page.getAttribute('#rule-when', 'aria-invalid'), 'true');
    assert.equal(await page.getAttribute('#rule-hysteresis', 'aria-invalid'), 'false');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'rule-name', 'the first mistake has the focus');
    assert.equal(node.alerts.rules.size, 0);
  });

  test('a rule that somebody else has changed is not written over', async () => {
    const { node, page, watch } = scene;
    const rule = node.alerts.addRule({ name: 'Shared', when: 'price > 1', interval: '1m', instruments: [], severity: 'info', hysteresis: 0, cooldown: 300, expires: null, enabled: true });
    await open(page);
    await page.locator('#rules-list').getByRole('button', { name: /Shared/ }).click();
    node.alerts.rules.get(rule.id).version = 7;
    watch.excuse();
    await page.fill('#rule-when', 'price > 2');
    await page.getByRole('button', { name: 'Save' }).click();
    await textOf(page, 'refusal', '#rule-said', /^'Shared' is not saved\. The rule is at version 7: somebody has changed it/);
    assert.equal(node.alerts.rules.get(rule.id).when, 'price > 1');
    assert.equal(await page.inputValue('#rule-when'), 'price > 2', 'what was typed stays');
  });
});

scenes('rules of a node without them', (scene) => {
  test('the dialog says what is missing', async () => {
    const { page, watch } = scene;
    watch.excuse();
    await open(page);
    await textOf(page, 'rules', '#rules-note', /Alerts are not available/);
    await textOf(page, 'catalogue', '#rule-words-note', /The names of indicators and detectors are not available\. There is nothing at/);
    await page.locator('#rule-words').getByRole('button', { name: 'price' }).click();
    assert.equal(await page.inputValue('#rule-when'), 'price ');
  });
}, (node) => (node.old = true));
