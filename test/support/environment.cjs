// Jest's Node environment for tests with a database. Each test file opens an embedded database in threads of its own, which
// would compile PostgreSQL anew: V8 shares compiled WebAssembly among the threads of a process for as long as one of them
// holds it, and this module outlives the test files of a worker.
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');
const { backendOfRun } = require('./pragmas.cjs');

const engine = join(dirname(require.resolve('@electric-sql/pglite')), 'pglite.wasm');

class DatabaseEnvironment extends TestEnvironment {
  /** Only held, never used. */
  static compiled;

  async setup() {
    await super.setup();
    if (backendOfRun === 'embedded')
      DatabaseEnvironment.compiled ??= await WebAssembly.compile(readFileSync(engine));
  }
}

module.exports = DatabaseEnvironment;
