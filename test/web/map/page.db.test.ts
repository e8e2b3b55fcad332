/**
 * @backend either
 * @duration long
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { createKey } from '../../../src/access';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { packageRoot } from '../../../src/platform/files';
import { type TestServer, testServer } from '../../api/http/test-server';
import { describeInBrowser, openBrowser, Watched } from '../../support/browser';
import { createDemonstration, type TestDatabase } from '../../support/database';

const HALF_YEAR = 'from=2009-01-01&to=2009-06-30';

describeInBrowser('the map page', () => {
  let fixture: TestDatabase;
  let server: TestServer;
  let browser: Browser;
  let address: string;
  let key: string;

  beforeAll(async () => {
    fixture = await createDemonstration();
    server = await testServer(fixture.database, await buildApiSchema());
    address = await server.app.listen({ port: 0, host: '127.0.0.1' });
    const wanted = { role: 'ANALYST', partnership: 'DEMO2009', name: 'map' } as const;
    ({ key } = await fixture.database.transaction({}, (session) => createKey(session, wanted)));
    browser = await openBrowser();
  }, 300_000);
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser?.close();
    await server?.app.close();
    await fixture?.remove();
  });

  /** Opens an address of the page, and waits until the map and what is beside it are there. */
  async function open(path: string): Promise<Watched> {
    const watched = await Watched.open(browser);
    await watched.page.goto(`${address}${path}`);
    await settled(watched);
    return watched;
  }

  async function settled({ page }: Watched): Promise<void> {
    await page.locator('[data-drawn=ready]').waitFor();
    await page.waitForFunction(
      `document.querySelectorAll('.panel').length > 3 && !document.querySelector('.loading')`,
    );
  }

  const panel = ({ page }: Watched, title: string) => page.locator('.panel', { hasText: title });

  it('goes from a theme to a hotspot to its people, and a link leads there', async () => {
    const watched = await open(`/?${HALF_YEAR}&layer=clusters#key=${key}`);
    const { page } = watched;
    expect(page.url()).not.toContain(key);

    await page.getByRole('button', { name: /^Theft from vehicles/ }).click();
    await settled(watched);
    const hotspots = page.locator('.where tbody button');
    expect(await hotspots.allInnerTexts()).toHaveLength(8);
    await watched.keep('explorer-theme');
    const everywhere = await panel(watched, 'Victims and offenders').innerText();

    await page.getByRole('button', { name: 'Icknield', exact: true }).click();
    await settled(watched);
    expect(
      await page.getByRole('button', { name: 'Icknield', exact: true }).getAttribute('aria-pressed'),
    ).toBe('true');
    expect(await page.locator('.side h2').innerText()).toBe('Theft from vehicles · Icknield');
    const there = await panel(watched, 'Victims and offenders').innerText();
    expect(there).not.toBe(everywhere);
    const row = page.locator('.where tbody tr', { has: page.locator('[aria-pressed=true]') });
    const [, , incidents] = await row.locator('td, th').allInnerTexts();
    expect(Number(incidents)).toBeGreaterThan(0);
    expect(await panel(watched, 'Trend').innerText()).toContain(`${incidents} incidents after`);
    await watched.keep('explorer-hotspot');
    expect(await watched.barriers()).toEqual([]);

    const shared = await open(`${new URL(page.url()).pathname}${new URL(page.url()).search}#key=${key}`);
    expect(await panel(shared, 'Victims and offenders').innerText()).toBe(there);

    await page.goBack();
    await settled(watched);
    expect(await panel(watched, 'Victims and offenders').innerText()).toBe(everywhere);
    expect([...watched.faults, ...shared.faults]).toEqual([]);
  });

  it('says to whoever may not see something why, and shows the rest', async () => {
    const watched = await open(`/?${HALF_YEAR}&theme=robbery&layer=clusters`);
    expect(await watched.page.locator('.where .refused').innerText()).toContain('ANALYST');
    expect(await panel(watched, 'Hour and day').locator('.refused').innerText()).toContain('Not shown');
    expect(await panel(watched, 'Trend').locator('.protected').innerText()).toContain('differ a little');
    expect(await watched.barriers()).toEqual([]);
    await watched.keep('explorer-refused');

    const plain = await open(`/?${HALF_YEAR}&theme=robbery`);
    expect(await plain.page.locator('.where tbody tr').count()).toBeGreaterThan(20);
    expect(plain.faults).toEqual([]);
  });

  it('opens with the layer that suits the theme, and says why', async () => {
    const watched = await open(`/?${HALF_YEAR}&theme=theft-from-vehicles#key=${key}`);
    const { page } = watched;
    expect(await page.locator('.legend .because').innerText()).toMatch(/^Layer shown: .* held \d+% of /);
    expect(await page.locator('input[name=layer]:checked').count()).toBe(1);
    await watched.keep('explorer-default-layer');
    await page.getByLabel('Counts by cell').check();
    await settled(watched);
    expect(await page.locator('.legend .because').count()).toBe(0);
    expect(await watched.barriers()).toEqual([]);
    expect(watched.faults).toEqual([]);
  });

  it.each(['density', 'counts', 'grid'])('shows the %s of cells with a legend and a table', async (layer) => {
    const watched = await open(`/?${HALF_YEAR}&theme=violent-crime&layer=${layer}#key=${key}`);
    const { page } = watched;
    expect(await page.locator('.legend li').count()).toBeGreaterThan(1);
    expect(await page.locator('.legend p').innerText()).toMatch(/cells?/);
    expect(await page.locator('.where tbody tr').count()).toBeGreaterThan(3);
    await watched.keep(`explorer-${layer}`);
    expect(watched.faults).toEqual([]);
  });

  it('does with the keyboard alone what the pointer does', async () => {
    const watched = await open(`/?${HALF_YEAR}&theme=robbery&layer=clusters#key=${key}`);
    const first = watched.page.locator('.where tbody button').first();
    await first.focus();
    await watched.page.keyboard.press('Enter');
    await settled(watched);
    expect(await first.getAttribute('aria-pressed')).toBe('true');
  });

  it('hands over what the map shows as files, and the query behind it', async () => {
    const watched = await open(`/?${HALF_YEAR}&theme=robbery&layer=rates#key=${key}`);
    const { page } = watched;
    const save = async (name: RegExp) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.files').getByRole('button', { name }).click(),
      ]);
      return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
    };
    const csv = await save(/^CSV/);
    expect(csv.name).toBe('Rates, 2009-01-01 to 2009-06-30.csv');
    expect(csv.content.toString('utf8').split('\r\n')[0]).toBe(
      '\ufeffArea,Incidents,Rate,95% interval,Against the whole',
    );
    const features = JSON.parse((await save(/^GeoJSON/)).content.toString('utf8'));
    expect(features).toMatchObject({ type: 'FeatureCollection' });
    expect((await save(/^PNG/)).content.subarray(1, 4).toString()).toBe('PNG');

    const link = page.getByRole('link', { name: /Show the query of the map/ });
    const given = new URLSearchParams(new URL((await link.getAttribute('href'))!, address).hash.slice(1));
    const answer = await server.ask(given.get('query')!, JSON.parse(given.get('variables')!), {
      authorization: `Bearer ${given.get('key')}`,
    });
    expect(answer.errors).toBeUndefined();
  });

  it('asks nobody but its own server', async () => {
    const watched = await open(`/?${HALF_YEAR}&layer=grid#key=${key}`);
    expect(watched.asked.filter((url) => !url.startsWith(address) && !/^(blob|data):/.test(url))).toEqual([]);
    expect(watched.faults).toEqual([]);
  });
});

it('is no more than 600 kB of script, packed', () => {
  const packed = ['main.js', 'maplibre-gl-worker.mjs'].map(
    (name) => gzipSync(readFileSync(join(packageRoot, 'dist', 'web', 'map', name))).length,
  );
  expect(packed.reduce((sum, bytes) => sum + bytes)).toBeLessThan(600_000);
});
