import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { demonstration } from '../seeds/demonstration';
import { createKey } from '../src/access';
import { seedDemonstration } from '../src/cli/demonstration';
import type { Bench } from './backends';
import { openServer } from './doors';
import { type Line, median, seconds, secondsOf } from './measure';

const FIRST_VIEW = 2;
const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Measures the first view of the map page in a new browser: map, legend and ranking of the demonstration. */
async function firstView(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  const took = await secondsOf(async () => {
    await page.goto(address);
    await Promise.all([
      page.locator('[data-drawn=ready]').waitFor(),
      page.locator('.legend').waitFor(),
      page.locator('.ranking').waitFor(),
    ]);
  });
  await context.close();
  return took;
}

/** Measures the time until the map page is usable in a new browser, on a warm server. */
export async function benchPage(bench: Bench, runs: number): Promise<Line[]> {
  const what = 'first view of the map page, server warm';
  if (!existsSync(PROGRAM)) return [{ what: `${what} skipped: there is no Chromium (CHROMIUM)`, value: '' }];
  const own = await bench.fresh();
  await seedDemonstration(own.database, () => {});
  const app = await openServer(own.database);
  const browser = await chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox'] });
  try {
    const partnership = demonstration.code;
    const { key } = await own.database.transaction({}, (session) =>
      createKey(session, { role: 'ANALYST', partnership, name: 'bench' }),
    );
    const server = await app.listen({ port: 0, host: '127.0.0.1' });
    const address = `${server}/?partnership=${partnership}&from=2009-01-01&to=2009-06-30#key=${key}`;
    await firstView(browser, address);
    const times: number[] = [];
    for (let i = 0; i < runs; i++) times.push(await firstView(browser, address));
    const took = median(times);
    return [{ what, value: seconds(times), target: `≤ ${FIRST_VIEW} s`, met: took <= FIRST_VIEW }];
  } finally {
    await browser.close();
    await app.close();
    await own.remove();
  }
}
