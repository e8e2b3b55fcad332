import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { source as axe } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../src/platform/files';

const PROGRAMS = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const program = PROGRAMS.find((path) => path !== undefined && existsSync(path));

/** Pictures of what the tests saw. */
const ARTEFACTS = join(packageRoot, 'artefacts');

/** Describes what a page does in a browser; says so where there is none to try it in. */
export const describeInBrowser: typeof describe.skip = program
  ? describe
  : Object.assign(
      (name: string, body: () => void) => describe.skip(`${name} (there is no Chromium here)`, body),
      describe.skip,
    );

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
}

/** A page that remembers what went wrong on it, and every address that it asked for. */
export class Watched {
  readonly faults: string[] = [];
  readonly asked: string[] = [];

  private constructor(readonly page: Page) {
    page.on('pageerror', ({ message }) => this.faults.push(message));
    page.on('console', (line) => line.type() === 'error' && this.faults.push(line.text()));
    page.on('request', (request) => this.asked.push(request.url()));
  }

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
    // The checker of accessibility is a script that the page itself would not allow.
    const context = await browser.newContext({
      viewport: { width: 1200, height: 700 },
      bypassCSP: true,
      ...options,
    });
    context.setDefaultTimeout(120_000); // a busy machine draws slowly
    return new Watched(await context.newPage());
  }

  /** Violations of WCAG 2.2 AA: the rule, and the first element that breaks it. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
      type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
    });
  }

  /** Keeps a picture of the page for people to look at. */
  async keep(name: string): Promise<void> {
    mkdirSync(ARTEFACTS, { recursive: true });
    await this.page.screenshot({ path: join(ARTEFACTS, `${name}.png`) });
  }
}
