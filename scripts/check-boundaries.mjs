// Checks the rules of .dependency-cruiser.cjs. The tool reports success where it cannot read TypeScript at all, so
// what it read is held against what is on the disk.
import { readdirSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const FOLDERS = ['src', 'migrations', 'seeds', 'web'];

const options = await extractOptions('./.dependency-cruiser.cjs');
const { output, exitCode } = await cruise(FOLDERS, { ...options, outputType: 'json' }, undefined, {
  tsConfig: extractTsConfig('./tsconfig.json'),
});
const { modules, summary } = JSON.parse(output);

const read = new Set(modules.map(({ source }) => source));
const onDisk = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .filter((path) => /[.]tsx?$/.test(path))
    .map((path) => `${folder}/${path}`),
);
const empty = FOLDERS.filter((folder) => !onDisk.some((path) => path.startsWith(`${folder}/`)));
const unread = onDisk.filter((path) => !read.has(path));
const ours = modules.filter(({ source }) => onDisk.includes(source));
const links = ours.reduce((sum, { dependencies }) => sum + dependencies.length, 0);

for (const { rule, from, to, cycle } of summary.violations) {
  const path = cycle ? cycle.map(({ name }) => name).join(' → ') : to;
  console.error(`${rule.name}: ${from} → ${path}`);
}
if (unread.length > 0)
  console.error(
    `The tool read ${onDisk.length - unread.length} of ${onDisk.length} modules, so the rules were not checked. ` +
      `Not read: ${unread.slice(0, 5).join(', ')}`,
  );
for (const folder of empty) console.error(`There is no module in ${folder}/, so its rules were not checked.`);
// Where imports are not understood, every module is read but none depends on another.
if (links < onDisk.length)
  console.error(`Only ${links} imports were understood in ${onDisk.length} modules: the rules were not checked.`);
const failed =
  exitCode !== 0 || summary.error > 0 || empty.length > 0 || unread.length > 0 || links < onDisk.length;
if (!failed) console.log(`The rules hold: ${onDisk.length} modules, ${links} imports.`);
process.exitCode = failed ? 1 : 0;
