#!/usr/bin/env node
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { addAudit } from './cli/audit';
import { addBackupCommands } from './cli/backup';
import { addCoverage } from './cli/coverage';
import { addExport } from './cli/export';
import { addImport } from './cli/import';
import { addKeyCommands } from './cli/key';
import { addMigrate } from './cli/migrate';
import { addPartnershipCommands } from './cli/partnership';
import { addRelease } from './cli/release';
import { addReport } from './cli/report';
import { addSeed } from './cli/seed';
import { addStart } from './cli/start';
import { addSubmissionCommands } from './cli/submission';
import { ConfigError } from './platform/config';
import { Problem } from './platform/errors';
import { packageRoot } from './platform/files';

/** Prints an error in one line; for an unforeseen one, its stack too where LOG_LEVEL is debug. */
function report(error: unknown): void {
  const { message, stack } = error as Error;
  const foreseen = error instanceof Problem || error instanceof ConfigError;
  const text = foreseen ? message : `unexpected fault: ${message} (LOG_LEVEL=debug shows where)`;
  process.stderr.write(`csg: ${text}\n`);
  if (!foreseen && process.env.LOG_LEVEL === 'debug') process.stderr.write(`${stack}\n`);
}

const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
};

const program = new Command('csg')
  .description('Community Safety Graph: a GraphQL server for Community Safety Partnerships')
  .version(version)
  .showHelpAfterError('(add --help for what it takes)')
  .addHelpText(
    'after',
    '\nSettings are environment variables, as DATABASE_URL, DATA_DIR, PORT: the README lists them.' +
      '\nExample:\n  $ csg start',
  );

for (const add of [
  addStart,
  addMigrate,
  addSeed,
  addPartnershipCommands,
  addImport,
  addExport,
  addCoverage,
  addRelease,
  addSubmissionCommands,
  addKeyCommands,
  addAudit,
  addReport,
  addBackupCommands,
])
  add(program);

program.parseAsync().catch((error: unknown) => {
  report(error);
  process.exitCode = 1;
});
