// Deletes compiled modules whose source is gone: a folder's new index.js would lie in the shadow of an old file of the
// folder's name.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const COMPILED = ['src', 'seeds', 'migrations', 'web/report', 'web/figures', 'web/schema'];

for (const folder of COMPILED) {
  const compiled = join('dist', folder);
  for (const name of existsSync(compiled) ? readdirSync(compiled, { recursive: true }) : []) {
    if (!/[.]js$/.test(name)) continue;
    const source = join(folder, name.slice(0, -3));
    if (['.ts', '.tsx'].some((extension) => existsSync(source + extension))) continue;
    rmSync(join(compiled, name));
    rmSync(join(compiled, `${name}.map`), { force: true });
  }
}
