import type { BoundaryAnswer, RowAccount } from '../../ingest';
import { remark, say } from '../context';
import type { CommonOptions } from './options';

/** Prints the rejected rows by reason and the closing line; rejects set exit code 1 unless they are allowed. */
export function printAccount(
  account: RowAccount,
  { allowRejects, dryRun }: Pick<CommonOptions, 'allowRejects' | 'dryRun'>,
): void {
  for (const line of account.breakdown()) remark(line);
  if (dryRun) remark('A dry run: this is what would have become of each row; nothing was changed.');
  say(account.line());
  if (account.count('rejected') > 0 && !allowRejects) process.exitCode = 1;
}

/** Prints the repairs and remarks of a geographic import, then its account. */
export function printFeatureAccount(
  { account, repairs, remarks }: BoundaryAnswer,
  options: CommonOptions,
): void {
  for (const line of [...repairs, ...remarks]) remark(line);
  printAccount(account, options);
}

/** Prints the notes of an import, then its account. */
export function printNotedAccount(
  { account, notes }: { account: RowAccount; notes: string[] },
  options: CommonOptions,
): void {
  for (const note of notes) remark(note);
  printAccount(account, options);
}
