// Two projects, told apart by the name of a test file: `*.test.ts` needs no database and no set-up, `*.db.test.ts` starts
// from a migrated database, which is made once per run. docs/testing.md describes both.

const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  },
];

const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: { '^.+\\.ts$': swc },
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
