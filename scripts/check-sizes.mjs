// Checks that files and functions of src/ and web/ fit on a page or two: no file over 400 lines, no function over 60.
// Generated files are nobody's to read.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FOLDERS = ['src', 'web'];
const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 60;
const CODE = /[.](ts|tsx|mjs|cjs|js)$/;
const TEXT = /[.](sql|css|html)$/;
const GENERATED = /[.]generated[.]/;

/** Functions of a file with their lines. A class or a file of many functions is no function. */
function* functionsOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const nameOf = (node) => node.name?.getText(source) ?? node.parent.name?.getText(source) ?? 'a function without a name';
  function* visit(node) {
    if (ts.isFunctionLike(node) && node.body) {
      const first = lineOf(node.getStart(source));
      yield { name: nameOf(node), first, lines: lineOf(node.end) - first + 1 };
    }
    const children = [];
    node.forEachChild((child) => {
      children.push(child);
    });
    for (const child of children) yield* visit(child);
  }
  yield* visit(source);
}

const faults = [];
let files = 0;
let functions = 0;
for (const folder of FOLDERS)
  for (const name of readdirSync(folder, { recursive: true })) {
    if (GENERATED.test(name) || !(CODE.test(name) || TEXT.test(name))) continue;
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const lines = text.trimEnd().split('\n').length;
    files += 1;
    if (lines > MAX_FILE_LINES) faults.push(`${path}: ${lines} lines, ${MAX_FILE_LINES} at most.`);
    if (!CODE.test(name)) continue;
    for (const each of functionsOf(path, text)) {
      functions += 1;
      if (each.lines > MAX_FUNCTION_LINES)
        faults.push(`${path}:${each.first}: ${each.name} has ${each.lines} lines, ${MAX_FUNCTION_LINES} at most.`);
    }
  }

for (const fault of faults) console.error(fault);
// A check that reads nothing would pass.
if (functions === 0) console.error('No function was found: nothing was checked.');
const failed = faults.length > 0 || functions === 0;
if (!failed) console.log(`${files} files and ${functions} functions are no longer than they may be.`);
process.exitCode = failed ? 1 : 0;
