/**
 * @backend either
 * @duration long
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { describeInBrowser, openBrowser, Watched } from '../../support/browser';
import { Command, type Outcome } from '../../support/command';
import { createDemonstration, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csg-report-'));
  fixture = await createDemonstration();
  await fixture.detach();
}, 300_000);
afterAll(async () => {
  await fixture.remove();
  rmSync(folder, { recursive: true });
});

const file = (name: string) => join(folder, name);

const write = (name: string, ...more: string[]): Promise<Outcome> => {
  const wanted = [
    '--partnership',
    'DEMO2009',
    '--from',
    '2009-01-01',
    '--to',
    '2009-06-30',
    '--out',
    file(name),
  ];
  return Command.run(['report', ...wanted, ...more], fixture.environment);
};

describeInBrowser('the report', () => {
  let browser: Browser;
  let report: Watched;
  let outcome: Outcome;

  beforeAll(async () => {
    outcome = await write('report.html');
    browser = await openBrowser();
    report = await Watched.open(browser);
    await report.page.goto(pathToFileURL(file('report.html')).href);
  }, 300_000);
  afterAll(() => browser?.close());

  const texts = (selector: string) => report.page.locator(selector).allInnerTexts();

  it('is one file that needs nothing else', () => {
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.out).toMatch(/^Wrote .*report\.html, \d+ kB\./);
    expect(report.asked).toEqual([pathToFileURL(file('report.html')).href]);
    expect(report.faults).toEqual([]);
  });

  it('has the priorities that the assessment of 2009 suggested, and both matrices with their totals', async () => {
    const [priorities] = await texts('#summary ~ ul');
    for (const name of [
      'Domestic burglary',
      'Non-domestic burglary',
      'Anti-social behaviour',
      'Reducing reoffending',
    ])
      expect(priorities).toContain(name);
    const [matrix] = await texts('table:has(caption:text("Threat and risk matrix"))');
    expect(matrix).toMatch(/Hate crime\t.*7 \(\*\)/);
    expect(matrix).toMatch(/Theft from person\t.*\t20\t20$/m);
  });

  it('has a block for each theme, with its hotspots on a map over the wards', async () => {
    const block = report.page.locator('section.theme', {
      has: report.page.locator('#theme-theft-from-vehicles'),
    });
    const text = await block.innerText();
    for (const name of ['Icknield', 'Watling', 'Manshead', 'Parkside', 'Houghton Hall East', 'Caddington'])
      expect(text).toContain(name);
    expect(text).toContain('White European males aged 30 to 49');
    const map = block.locator('svg', { has: report.page.locator('title:text("Map")') });
    expect(await map.locator('path').count()).toBeGreaterThan(20 + 6);
  });

  it('can be used by everyone, and printed on A4', async () => {
    expect(await report.barriers()).toEqual([]);
    const pictures = report.page.locator('svg');
    expect(await pictures.count()).toBeGreaterThan(30);
    expect(await report.page.locator('svg[role=img] > title').count()).toBe(await pictures.count());
    const paper = await report.page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(15);
    expect(paper.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    await report.keep('report');
  });

  it('tells the public nothing of people and places in closed records', async () => {
    expect(await write('public.html', '--public')).toMatchObject({ code: 0 });
    const text = readFileSync(file('public.html'), 'utf8');
    expect(text).toContain('For the public');
    expect(text).not.toContain('<dt>Offenders</dt>');
    expect(text).not.toContain('Map: hotspots');
  });
});

it('says what is wrong before it works', async () => {
  const outcomes = await Promise.all([
    write('nowhere/report.html'),
    Command.run(
      [
        'report',
        '--partnership',
        'DEMO2009',
        '--from',
        '2009-06-30',
        '--to',
        '2009-01-01',
        '--out',
        file('a.html'),
      ],
      fixture.environment,
    ),
  ]);
  expect(outcomes.map(({ code }) => code)).toEqual([1, 1]);
  expect(outcomes[0].err).toContain('--out cannot be written');
  expect(outcomes[1].err).toContain('--from must not be later than --to');
});
