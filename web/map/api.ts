import { useEffect, useState } from 'preact/hooks';
import { type Complete, type Operation, textOf } from '../schema/operation';

/** Reason for a missing answer: the error code of the API, or OFFLINE, and the message. */
export interface Refusal {
  code: string;
  message: string;
}

/** A limit of an answer. */
export interface Caveat {
  message: string;
}

/** Answer that is on its way, ready, or refused. */
export type Answer<T> =
  | { state: 'loading' }
  | { state: 'ready'; data: T }
  | { state: 'refused'; refusal: Refusal };

/** Operation with its variables. */
export interface Question<T = unknown> {
  source: string;
  variables: Record<string, unknown>;
  /** Never set; carries the type of the answer. */
  readonly answer?: T;
}

/** Question made from an operation and its variables. */
export function ask<Answer, Variables extends Record<string, unknown>>(
  operation: Operation<Answer, Variables>,
  variables: Variables,
): Question<Complete<Answer>> {
  return { source: textOf(operation), variables };
}

const KEY = 'csg key';

/** API key, stored for this tab only. */
export const key = {
  get: (): string | null => sessionStorage.getItem(KEY),
  set(given: string | null): void {
    if (given) sessionStorage.setItem(KEY, given);
    else sessionStorage.removeItem(KEY);
    answers.clear();
  },
};

/** Answers by question, the oldest first, so that no question is sent twice. */
const answers = new Map<string, Promise<unknown>>();
const MAX_ANSWERS = 200;

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

async function send({ source, variables }: Question): Promise<unknown> {
  const held = key.get();
  let response: Response;
  try {
    response = await fetch('graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(held ? { authorization: `Bearer ${held}` } : {}) },
      body: JSON.stringify({ query: source, variables }),
    });
  } catch {
    throw new Refused({ code: 'OFFLINE', message: 'The server cannot be reached. Try again.' });
  }
  const body = await response.json().catch(() => ({}));
  const [error] = body.errors ?? (body.error ? [body.error] : []);
  if (error)
    throw new Refused({ code: error.extensions?.code ?? error.code ?? 'INTERNAL', message: error.message });
  if (!response.ok)
    throw new Refused({ code: 'INTERNAL', message: `The server answered ${response.status}.` });
  return body.data;
}

function recall<T>(question: Question<T>): Promise<T> {
  const name = JSON.stringify(question);
  const there = answers.get(name);
  if (there) return there as Promise<T>;
  const answer = send(question) as Promise<T>;
  answers.set(name, answer);
  answer.catch(() => answers.delete(name));
  if (answers.size > MAX_ANSWERS) answers.delete(answers.keys().next().value!);
  return answer;
}

/** Answer to a question; a late answer to an earlier question is dropped. */
export function useAnswer<T>(question: Question<T> | null): Answer<T> {
  const name = question && JSON.stringify([question, key.get()]);
  const [shown, show] = useState<{ name: string | null; answer: Answer<T> }>({
    name: null,
    answer: { state: 'loading' },
  });
  useEffect(() => {
    if (!question) return;
    let current = true;
    recall(question).then(
      (data) => current && show({ name, answer: { state: 'ready', data } }),
      (error: unknown) => {
        const refusal =
          error instanceof Refused
            ? error.refusal
            : { code: 'INTERNAL', message: 'Something went wrong. Reload the page.' };
        if (current) show({ name, answer: { state: 'refused', refusal } });
      },
    );
    return () => {
      current = false;
    };
  }, [name]);
  return shown.name === name ? shown.answer : { state: 'loading' };
}
