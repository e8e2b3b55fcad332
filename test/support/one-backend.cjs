// Jest's filter of test files for a run on one back end: all that make sense on it.
const { relative } = require('node:path');
const { backendOfRun, pragmasOf } = require('./pragmas.cjs');

const other = backendOfRun === 'server' ? 'embedded' : 'server';

module.exports = (paths) => {
  const filtered = paths.filter((path) => pragmasOf(path).backend !== other);
  // Somebody who names one file wants to know why it doesn't run.
  if (filtered.length === 0)
    for (const path of paths)
      console.error(
        `${relative(process.cwd(), path)} asks what only the ${other === 'server' ? 'server has: set TEST_DATABASE_URL' : 'embedded database has: unset TEST_DATABASE_URL'}.`,
      );
  return { filtered };
};
