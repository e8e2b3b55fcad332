import { basename } from 'node:path';
import { Problem } from '../errors';

/** Name of a file for messages: without its folders, and without characters that a terminal would act on. */
export function fileLabel(path: string): string {
  const name = Array.from(basename(path), (c) => (/[\p{C}\p{Zl}\p{Zp}]/u.test(c) ? '?' : c)).join('');
  return name.length > 120 ? `${name.slice(0, 119)}…` : name || 'file';
}

/** Problem of a file, with its name and, where known, the line. */
export function fileProblem(file: { name: string }, message: string, line?: number): Problem {
  const where = line === undefined ? file.name : `${file.name}, line ${line}`;
  return new Problem('BAD_USER_INPUT', `${where}: ${message}`, {
    file: file.name,
    ...(line === undefined ? {} : { line }),
  });
}

/** Problem of an error of the file system, with the name of the file. */
export function systemProblem(path: string, fault: unknown): Problem {
  if (fault instanceof Problem) return fault;
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file or folder. Check the path.',
    ENOTDIR: 'there is no such file or folder. Check the path.',
    EACCES: 'it may not be read. Check its permissions.',
    EPERM: 'it may not be read. Check its permissions.',
    EISDIR: 'it is a folder where a file is wanted.',
    ELOOP: 'its symbolic links lead in a circle.',
    ENAMETOOLONG: 'its path is too long.',
    ERR_INVALID_ARG_VALUE: 'its path is not a valid one.',
  };
  const code = (fault as NodeJS.ErrnoException)?.code ?? '';
  const reason =
    reasons[code] ?? `it could not be read (${/^[A-Z_0-9]+$/.test(code) ? code : 'unknown fault'}).`;
  return fileProblem({ name: fileLabel(path) }, reason);
}
