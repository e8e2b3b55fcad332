// Prints the counts of a run from the JSON that it wrote: passed, failed and skipped, with a space between. The names of
// skipped tests go to the standard error, so that somebody sees what was not tried. Fails where there is no such JSON.
import { readFileSync } from 'node:fs';

const results = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const failed = results.numFailedTests + (results.numRuntimeErrorTestSuites ?? 0);
const skipped = (results.numPendingTests ?? 0) + (results.numTodoTests ?? 0);
if (![results.numPassedTests, failed, skipped].every(Number.isInteger)) throw new Error('there are no counts');
for (const { assertionResults } of results.testResults ?? [])
  for (const { status, fullName } of assertionResults)
    if (status === 'pending' || status === 'todo') console.error(`Skipped: ${fullName}`);
console.log(results.numPassedTests, failed, skipped);
