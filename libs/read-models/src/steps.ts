import { setImmediate as nextTurn } from 'node:timers/promises';

/** What a database answers: at once where it lives in this process, later where it does not. */
export type Answer<T> = T | Promise<T>;

/**
 * A computation that asks the rows as it goes along. SQLite runs it at one go, so that nobody else's statement comes between two of its own
 * on the shared connection; a database across a network awaits each answer instead. The projection itself is written once.
 */
export type Steps<T> = Generator<unknown, T, unknown>;

export function* got<T>(answer: Answer<T>): Steps<T> {
  return (yield answer) as T;
}

/** Runs the steps without an await. Every answer must be there at once. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) {
    if (step.value instanceof Promise)
      throw new TypeError('A step answered later, inside a transaction that may not wait');
    step = steps.next(step.value);
  }
  return step.value;
}

/** A program that works for longer between two answers hears nobody meanwhile, nor is it heard. */
const TURN_MS = 50;

/** Runs the steps, each answer awaited before the next; others have their turn where all answers are there at once. */
export async function inTurn<T>(steps: Steps<T>): Promise<T> {
  let turnMs = performance.now();
  let step = steps.next();
  while (!step.done) {
    if (performance.now() - turnMs > TURN_MS) {
      await nextTurn();
      turnMs = performance.now();
    }
    let answer = step.value;
    if (answer instanceof Promise) {
      try {
        answer = await answer;
      } catch (error) {
        step = steps.throw(error);
        continue;
      }
    }
    step = steps.next(answer);
  }
  return step.value;
}

/** Goes on with an answer: at once, or when it is there. */
export const then = <A, B>(answer: Answer<A>, next: (answer: A) => Answer<B>): Answer<B> =>
  answer instanceof Promise ? answer.then(next) : next(answer);
