import assert from 'node:assert/strict';

/** The failures of the network that a browser logs by itself while a node is down. */
const ofTheNetwork = /Failed to load resource|WebSocket connection to/;

/** Opens a page whose console errors are kept; excused(): those of the network are expected from now on. */
export async function watched(browser, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const errors = [];
  let excused = false;
  page.on('console', (message) => {
    if (message.type() === 'error' && !(excused && ofTheNetwork.test(message.text()))) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  return {
    page,
    excuse: () => (excused = true),
    assertNoError: () => assert.deepEqual(errors, [], 'errors in the console of the page'),
  };
}

/** Waits until an element's text fits; says phase, expected and actual if it never does. */
export async function textOf(page, phase, selector, expected, timeout = 10_000) {
  return until(page, phase, () => page.locator(selector).first().innerText(), expected, timeout);
}

export async function stateOf(page, phase, expected, timeout = 30_000) {
  return until(page, phase, () => page.locator('#connection').getAttribute('data-state'), expected, timeout);
}

/** Waits until what is read equals the text or fits the pattern. */
export async function until(page, phase, read, expected, timeout = 10_000) {
  const fits = (value) => (expected instanceof RegExp ? expected.test(value) : typeof expected === 'function' ? expected(value) : value === expected);
  const end = Date.now() + timeout;
  let actual;
  do {
    actual = await read();
    if (fits(actual)) return actual;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  } while (Date.now() < end);
  assert.fail(`${phase}: expected ${expected}, but after ${timeout} ms it was ${actual}`);
}
