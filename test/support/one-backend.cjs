// Jest's filter of test files for a run on one back end: all that make sense on it.
const { relative } = require('node:path');
const { backendOfRun, pragmasOf } = require('./pragmas.cjs');

const [other, remedy] =
  backendOfRun === 'server' ? ['embedded', 'unset TEST_DATABASE_URL'] : ['server', 'set TEST_DATABASE_URL'];
const told = new Set();

/** Somebody who names one file wants to know why it doesn't run. Jest asks once for each project. */
function tell(path) {
  if (told.has(path)) return;
  told.add(path);
  console.error(`${relative(process.cwd(), path)} runs on the ${other} database only: ${remedy}.`);
}

module.exports = (paths) => {
  const filtered = paths.filter((path) => pragmasOf(path).backend !== other);
  if (filtered.length === 0) paths.forEach(tell);
  return { filtered };
};
