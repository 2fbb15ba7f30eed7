import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const path = candidates.find((candidate) => candidate && existsSync(candidate));

/** Why the browser tests can't run here; false where they can. */
export const missing = path ? false : "needs a browser: install the package 'chromium', or name one in CHROMIUM";

export const launch = () =>
  chromium.launch({ executablePath: path, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
