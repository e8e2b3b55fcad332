// Two projects, told apart by the name of a test file: `*.test.ts` needs no database and no set-up, `*.db.test.ts` starts
// from a migrated database, which is made once per run. docs/testing.md describes both.

const swc = (jsc) => ['@swc/jest', { jsc: { target: 'es2022', ...jsc }, module: { type: 'commonjs' } }];

const ts = swc({
  parser: { syntax: 'typescript', decorators: true },
  transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  keepClassNames: true,
});
const tsx = swc({
  parser: { syntax: 'typescript', tsx: true },
  transform: { react: { runtime: 'automatic', importSource: 'preact' } },
});

/** Packages of the figures that are published as ES modules alone. */
const ES_MODULES = [
  ...['preact', '@observablehq/plot', 'd3', 'd3-[^/]+', 'internmap', 'delaunator', 'robust-predicates'],
  ...['isoformat', 'interval-tree-1d', 'binary-search-bounds'],
];

const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: { '^.+\\.ts$': ts, '^.+\\.tsx$': tsx, '/node_modules/.+\\.m?js$': swc({}) },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['[.]db[.]test[.]ts$'],
    },
    {
      ...shared,
      displayName: 'db',
      testMatch: ['**/*.db.test.ts'],
      testEnvironment: '<rootDir>/test/support/environment.cjs',
      globalSetup: '<rootDir>/test/support/template.ts',
      globalTeardown: '<rootDir>/test/support/template-teardown.ts',
      setupFilesAfterEnv: ['<rootDir>/test/support/end-threads.ts'],
    },
  ],
  filter: '<rootDir>/test/support/one-backend.cjs',
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
  testTimeout: 240_000,
  maxWorkers: 2,
  // Ending the thread of an embedded database takes longer than Jest waits by default, on a busy machine.
  workerGracefulExitTimeout: 5_000,
};
