import { Problem } from './problem';

/** Refusal of a change to a version that is not the latest, with a way to read what there is. */
export class Conflict extends Problem {
  constructor(
    message: string,
    /** Reads the thing as it is, with the rights of the caller. */
    readonly current: () => Promise<unknown>,
  ) {
    super('CONFLICT', message);
  }
}
