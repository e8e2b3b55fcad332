#!/usr/bin/env node
// The command `csg`. A file of its own rather than the build's, because npm links it once, built or not.
import { existsSync } from 'node:fs';

const main = new URL('../dist/src/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error('csg: not built yet. Run: npm run build');
  process.exitCode = 1;
}
