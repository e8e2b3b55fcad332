import type { Command } from 'commander';
import { type RunningServer, serve } from '../app';
import { type Config, readConfig } from '../platform/config';
import { remark, say } from './context';
import { welcomeToDemonstration } from './demonstration';
import { warnOfKeysWithoutAgency } from './key';

/** Resolves at the first signal to stop; a second signal ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.on(signal, () => {
        if (stopping) process.exit(1);
        stopping = true;
        resolve();
      });
  });
}

function announce({ url, welcome }: RunningServer): void {
  say(`Community Safety Graph listens on ${url} (GraphQL: POST ${url}/graphql)`);
  if (!welcome) return;
  say('');
  say('The demonstration partnership DEMO2009 is loaded. An analyst key for it, until the next start:');
  say(`  ${welcome.key}`);
  if (welcome.map) say(`Open the map with it:\n  ${welcome.map}`);
  if (welcome.editor) say(`Open the GraphQL editor with it:\n  ${welcome.editor}`);
}

async function start(config: Config): Promise<void> {
  const stopped = stopSignal();
  const running = await serve(config, say, async (database) => {
    await warnOfKeysWithoutAgency(database);
    return welcomeToDemonstration(database, say);
  });
  announce(running);
  await stopped;
  remark('Stopping: finishing the requests in flight (once more to stop at once) …');
  await running.stop();
}

/** `csg start` */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('migrate, load the demonstration into an empty database, and serve on $HOST:$PORT')
    .addHelpText('after', '\nExample:\n  $ PORT=8080 DATA_DIR=/srv/csg csg start')
    .action(() => start(readConfig()));
}
