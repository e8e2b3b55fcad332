// Pragmas in the comment at the top of a test file:
//
//   @backend server     asks what only a PostgreSQL server has
//   @backend embedded   asks what only the embedded database has
//   @backend either     finds the same on both, so one of them is enough where the tests run on both: the server
//   @backend both       runs on each; the default
//   @duration long      takes so long that it has to begin first
const { readFileSync } = require('node:fs');
const { extract, parse } = require('jest-docblock');

const VALUES = { backend: ['server', 'embedded', 'either', 'both'], duration: ['long'] };

/** The pragmas of a test file. Throws for a value that is not listed above. */
function pragmasOf(path) {
  const { backend = 'both', duration } = parse(extract(readFileSync(path, 'utf8')));
  for (const [name, value] of Object.entries({ backend, duration }))
    if (value !== undefined && !VALUES[name].includes(value))
      throw new Error(`${path}: @${name} is one of ${VALUES[name].join(', ')}.`);
  return { backend, isLong: duration === 'long' };
}

/** The back end of this run, as in test/support/database.ts. */
const backendOfRun = process.env.TEST_DATABASE_URL ? 'server' : 'embedded';

module.exports = { pragmasOf, backendOfRun };
