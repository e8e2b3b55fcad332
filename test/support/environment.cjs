// Jest's Node environment for tests with a database. Each test file opens an embedded database in threads of its own, which
// would compile PostgreSQL anew: V8 shares compiled WebAssembly among the threads of a process for as long as one of them
// holds it, and this module outlives the test files of a worker.
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const { backendOfRun } = require('./pragmas.cjs');

const engine = join(dirname(require.resolve('@electric-sql/pglite')), 'pglite.wasm');

/** Files that a test file of this worker compiled: the script, and its code once a test file has ended. */
const scripts = new Map();

/**
 * Jest compiles each file of the product anew for each test file, which takes as long as many a test. The code is kept
 * here instead, with the functions that were called.
 */
vm.compileFunction = (source, parameters, { filename, importModuleDynamically, parsingContext }) => {
  const known = scripts.get(filename);
  const cachedData = known?.source === source ? known.code : undefined;
  const script = new vm.Script(`(function(${parameters.join(',')}){${source}\n})`, {
    filename,
    importModuleDynamically,
    cachedData,
  });
  if (!cachedData || script.cachedDataRejected) scripts.set(filename, { source, script });
  return script.runInContext(parsingContext);
};

class DatabaseEnvironment extends TestEnvironment {
  /** Only held, never used. */
  static compiled;

  async teardown() {
    for (const kept of scripts.values()) {
      kept.code ??= kept.script.createCachedData();
      kept.script = undefined;
    }
    await super.teardown();
  }

  async setup() {
    await super.setup();
    if (backendOfRun === 'embedded')
      DatabaseEnvironment.compiled ??= await WebAssembly.compile(readFileSync(engine));
  }
}

module.exports = DatabaseEnvironment;
