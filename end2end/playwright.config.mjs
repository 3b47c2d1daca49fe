/**
 * The browser tests, in Debian's own Chromium. `make test` starts a site per
 * project and tells in the file of LR_SITES where they are; to run tests
 * against a site that runs already: `LR_SITE=http://127.0.0.1:3000 npx
 * playwright test --config end2end/playwright.config.mjs --project breed`.
 */
import { readFileSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { VISITS } from './projects.mjs';

const sites = process.env.LR_SITES ? JSON.parse(readFileSync(process.env.LR_SITES, 'utf8')) : {};

export default defineConfig({
  testDir: 'tests',
  // Run as they are written: there is nothing to translate, nor a line of an error to find back.
  build: { external: ['**/*.mjs'] },
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // Projects have their own site and run side by side; the tests of one project share it, one after another:
  // they move its clock and make the registers around it fail.
  workers: 3,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/results.json' }]],
  use: {
    actionTimeout: 15_000,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    // Recording takes as long as the test itself; ask for it when one needs it.
    trace: process.env.LR_TRACE ? 'on' : 'off',
    screenshot: 'only-on-failure',
    // Emptied after each test instead of begun anew, which takes longer than most tests. Not everything is: who sets
    // headers or permissions, or takes the line away, puts that back.
    reuseContext: true,
    launchOptions: {
      executablePath: process.env.LR_CHROMIUM ?? '/usr/bin/chromium-headless-shell',
      // One process for the site: emptying a page would end it.
      args: ['--process-per-site', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
  projects: Object.entries(VISITS).map(([name, { width, height, javaScript, ...which }]) => ({
    name,
    ...which,
    workers: 1,
    metadata: { site: sites[name] ?? { url: process.env.LR_SITE ?? 'http://127.0.0.1:3000' } },
    use: {
      baseURL: sites[name]?.url ?? process.env.LR_SITE ?? 'http://127.0.0.1:3000',
      viewport: { width, height },
      javaScriptEnabled: javaScript,
    },
  })),
});
