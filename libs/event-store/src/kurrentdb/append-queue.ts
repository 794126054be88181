import { setTimeout as pause } from 'node:timers/promises';
import { ErrorType } from '@kurrent/kurrentdb-client';
import {
  EventStoreClosedError,
  EventStoreUnavailableError,
  KnownSinceError,
  StreamDeletedError,
  WrongExpectedRevisionError,
} from '../errors.js';
import type { AppendAnswer, Position } from '../event-store.js';
import type { PreparedAppend } from '../prepared-append.js';
import { finalErrorOf, READABLE_WITHIN_MS, SilenceError } from './connection.js';
import { type Call, Flight } from './flight.js';
import { NO_FLOOR } from './known-since-floor.js';
import type { LogTail } from './log-tail.js';
import { positionText } from './position.js';
import type { Repeats } from './repeats.js';
import type { Answer, Sender } from './sender.js';
import { NO_STREAM, type StreamState, type StreamStates } from './stream-states.js';

const IN_FLIGHT_MAX = 256;
const IN_FLIGHT_BYTES_MAX = 16_000_000;
const STREAMS_READ_AHEAD = 32;
const RETRY_PAUSE_MS = 50;

export interface AppendQueueParts {
  readonly tail: LogTail;
  readonly states: StreamStates;
  readonly repeats: Repeats;
  readonly sender: Sender;
  readonly now: () => Date;
  /** How long an append is sent again before its caller is told that the server is away. */
  readonly awayMs: number;
}

/**
 * Appends in the order of the calls, many on their way at once, one on each stream: the next one there rests on its digest. A call is
 * decided when it is its turn. The server's answer is believed, for nobody else has the ids that it goes by; the places of several events
 * are read in the log.
 */
export class AppendQueue {
  private readonly calls: Call[] = [];
  /** In the order of the calls. */
  private readonly flights = new Map<string, Flight>();
  /** Of what was stored here; what others stored is in the tail's. */
  private floor = NO_FLOOR;
  private bytes = 0;
  private isHeld = false;
  private reconnecting: Promise<void> | null = null;
  private repeating = 0;
  private closing: { readonly promise: Promise<void>; readonly done: () => void } | null = null;

  constructor(private readonly parts: AppendQueueParts) {}

  /** @param prepare throws when the append is not one that can be stored */
  push(prepare: () => PreparedAppend): Promise<AppendAnswer> {
    return new Promise((resolve, reject) => {
      if (this.closing) throw new EventStoreClosedError();
      const append = prepare();
      this.calls.push({ append, resolve, reject, calledMs: performance.now(), isStreamRead: false });
      this.pump();
    });
  }

  /** Answers what was accepted, and accepts no more. */
  close(): Promise<void> {
    if (!this.closing) {
      let done = (): void => undefined;
      const promise = new Promise<void>((resolve) => (done = resolve));
      this.closing = { promise, done };
      this.pump();
    }
    return this.closing.promise;
  }

  private pump(): void {
    while (!this.isHeld && !this.reconnecting && this.hasRoom()) {
      const call = this.calls[0];
      if (!call || this.flights.has(call.append.stream)) break;
      if (!this.step(call)) break;
      this.calls.shift();
    }
    if (this.calls.length === 0 && this.flights.size === 0 && this.repeating === 0) this.closing?.done();
  }

  private hasRoom(): boolean {
    return this.flights.size < IN_FLIGHT_MAX && this.bytes < IN_FLIGHT_BYTES_MAX;
  }

  /** False: not yet; the queue goes on when what it waits for is there. */
  private step(call: Call): boolean {
    const { tail, states } = this.parts;
    const { stream, expected, events } = call.append;
    // Nobody can have appended to a stream that the server then agrees does not exist.
    const state = states.known(stream) ?? (call.isStreamRead || expected === 'no_stream' ? NO_STREAM : null);
    if (!state) return this.readStream(call);
    if (events.some(({ eventId }) => state.ids.has(eventId))) return this.answerRepeat(call, state);
    if (state.isCut) {
      call.reject(new StreamDeletedError(stream));
      return true;
    }
    const actual = state.revision < 0 ? 'no_stream' : state.revision;
    if (expected !== actual) {
      if (!call.isStreamRead) return this.readStream(call);
      call.reject(new WrongExpectedRevisionError(stream, expected, actual));
      return true;
    }
    if (!tail.hasLookedSince(call.calledMs)) return this.hold(call, tail.readOn());
    return this.depart(call, state);
  }

  private depart(call: Call, state: StreamState): boolean {
    const { tail, now } = this.parts;
    let floor = this.floor.ms > tail.floor.ms ? this.floor : tail.floor;
    for (const { floor: one } of this.flights.values()) if (one.ms > floor.ms) floor = one;
    let flight: Flight;
    try {
      flight = new Flight(call, { state, floor, seen: tail.position, now: now() });
    } catch (error) {
      // One that is on its way may yet be refused, and then it is not the last of the log.
      if (error instanceof KnownSinceError && this.flights.size > 0) return false;
      call.reject(error);
      return true;
    }
    this.flights.set(flight.stream, flight);
    this.bytes += flight.bytes;
    tail.watch(flight.stream, (event, append) => {
      const seen = flight.see(event, append);
      if (seen === 'all') this.stored(flight);
      if (seen === 'foreign') void this.decideAgain(flight);
    });
    this.send(flight);
    return true;
  }

  private send(flight: Flight): void {
    flight.sendings += 1;
    const sending = flight.sendings;
    this.parts.sender.send(flight).then(
      (answer) => void this.acknowledged(flight, answer),
      (error: unknown) => void this.failed(flight, sending, error),
    );
  }

  private async acknowledged(flight: Flight, { lastRevision, position }: Answer): Promise<void> {
    if (!this.isFlying(flight)) return;
    flight.isAcknowledged = true;
    // Elsewhere than expected: it is stored behind what somebody deleted, and the stream tells where.
    const isInPlace = lastRevision === flight.lastRevision;
    if (isInPlace && position && flight.events.length === 1) return void this.stored(flight, positionText(position));
    await this.look(flight);
  }

  private stored(flight: Flight, position?: Position): void {
    for (const event of flight.written) this.parts.states.add(event);
    if (flight.floor.ms > this.floor.ms) this.floor = flight.floor;
    this.land(flight, () => flight.call.resolve(flight.answer(position)));
  }

  private async look(flight: Flight): Promise<void> {
    if (!this.isFlying(flight)) return;
    await this.parts.tail.readOn().catch(() => undefined);
    if (this.isFlying(flight)) await this.decideAgain(flight);
  }

  private async failed(flight: Flight, sending: number, error: unknown): Promise<void> {
    if (!this.isFlying(flight)) return;
    if ((error as { type?: ErrorType }).type === ErrorType.WRONG_EXPECTED_VERSION) return this.decideAgain(flight);
    const final = finalErrorOf(error, flight.stream);
    if (final) return void this.land(flight, () => flight.call.reject(final));
    if (sending !== flight.sendings) return;
    if (error instanceof SilenceError) flight.silences += 1;
    if (performance.now() - flight.begunMs > this.parts.awayMs) {
      const away = new EventStoreUnavailableError('The event log did not answer whether the events are stored', error);
      return void this.land(flight, () => flight.call.reject(away));
    }
    this.reconnecting ??= this.reconnect(error).finally(() => {
      this.reconnecting = null;
      // In their order, so that the log has it too. What was stored already is not stored again.
      for (const waiting of [...this.flights.values()]) if (!waiting.isAcknowledged) this.send(waiting);
      this.pump();
    });
  }

  private async reconnect(error: unknown): Promise<void> {
    for (const flight of this.flights.values()) flight.sendings += 1;
    this.parts.sender.renew(error);
    await pause(RETRY_PAUSE_MS * Math.random());
  }

  /** It was refused, or somebody else stands where it belongs: the stream itself tells what became of it. */
  private async decideAgain(flight: Flight, begunMs = performance.now()): Promise<void> {
    const { call, stream } = flight;
    try {
      const { states, repeats, tail } = this.parts;
      const [state] = await Promise.all([states.readOn(stream), tail.readOn()]);
      if (!this.isFlying(flight)) return;
      const { expected, events } = call.append;
      const isThere = events.some(({ eventId }) => state.ids.has(eventId));
      const answer = isThere ? await repeats.answer(call.append, state, flight.id) : null;
      const actual = state.revision < 0 ? 'no_stream' : state.revision;
      if (!answer && actual === expected && performance.now() - begunMs < READABLE_WITHIN_MS) {
        await pause(RETRY_PAUSE_MS);
        await this.decideAgain(flight, begunMs);
        return;
      }
      this.land(flight, () => {
        if (answer) call.resolve(answer);
        else if (state.isCut || actual === expected) call.reject(new StreamDeletedError(stream));
        else call.reject(new WrongExpectedRevisionError(stream, expected, actual));
      });
    } catch (error) {
      this.land(flight, () => call.reject(error));
    }
  }

  private land(flight: Flight, tell: () => void): void {
    if (!this.isFlying(flight)) return;
    this.parts.tail.unwatch(flight.stream);
    this.flights.delete(flight.stream);
    this.bytes -= flight.bytes;
    tell();
    this.pump();
  }

  private isFlying(flight: Flight): boolean {
    return this.flights.get(flight.stream) === flight;
  }

  private answerRepeat(call: Call, state: StreamState): true {
    this.repeating += 1;
    this.parts.repeats
      .answer(call.append, state)
      .then(call.resolve, call.reject)
      .finally(() => {
        this.repeating -= 1;
        this.pump();
      });
    return true;
  }

  private readStream(call: Call): false {
    const { states } = this.parts;
    for (const { append } of this.calls.slice(1, STREAMS_READ_AHEAD)) {
      const isNeeded =
        append.expected !== 'no_stream' && !states.known(append.stream) && !this.flights.has(append.stream);
      if (isNeeded) states.readOn(append.stream).catch(() => undefined);
    }
    call.isStreamRead = true;
    return this.hold(call, states.readOn(call.append.stream));
  }

  /** The call at the head waits for something, and with it all that follow. */
  private hold(call: Call, awaited: Promise<unknown>): false {
    this.isHeld = true;
    awaited
      .catch((error: unknown) => {
        this.calls.splice(this.calls.indexOf(call), 1);
        call.reject(error);
      })
      .finally(() => {
        this.isHeld = false;
        this.pump();
      });
    return false;
  }
}
