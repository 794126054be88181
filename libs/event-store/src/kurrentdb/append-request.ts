import type { Shared } from './stubs.js';
import { BatchAppendReq, Empty, StreamIdentifier, type Streams, UUID } from './stubs.js';
import type { WireEvent } from './wire.js';

/** Of one message. What is larger goes in several, and is one append all the same. */
const REQUEST_BYTES_MAX = 1_000_000;
const JSON_CONTENT = 'application/json';
const NUMBER_DIGITS = 12;
const NUMBER_MASK = 0xffff_ffff_ffffn;

export interface Append {
  /** With its prefix. */
  readonly stream: string;
  readonly events: readonly WireEvent[];
  readonly expected: bigint | 'no_stream';
}

/** @param number by which its answer is known */
export function* requestsOf(number: number, append: Append): Generator<Streams.BatchAppendReq> {
  let request = beginningOf(number);
  request.setOptions(optionsOf(append));
  let bytes = 0;
  for (const event of append.events) {
    const size = event.data.length + event.metadata.length;
    if (bytes > 0 && bytes + size > REQUEST_BYTES_MAX) {
      yield request;
      request = beginningOf(number);
      bytes = 0;
    }
    request.addProposedMessages(messageOf(event));
    bytes += size;
  }
  request.setIsFinal(true);
  yield request;
}

/** Of the append that is answered: a server may tell the same id in two forms. */
export function numberOf(id: Shared.UUID): number {
  const structured = id.getStructured();
  if (structured) return Number(BigInt(structured.getLeastSignificantBits()) & NUMBER_MASK);
  return Number.parseInt(id.getString().slice(-NUMBER_DIGITS), 16);
}

function beginningOf(number: number): Streams.BatchAppendReq {
  const request = new BatchAppendReq();
  request.setCorrelationId(idOf(`00000000-0000-4000-8000-${number.toString(16).padStart(NUMBER_DIGITS, '0')}`));
  return request;
}

function optionsOf({ stream, expected }: Append): Streams.BatchAppendReq.Options {
  const options = new BatchAppendReq.Options();
  const name = new StreamIdentifier();
  name.setStreamName(new TextEncoder().encode(stream));
  options.setStreamIdentifier(name);
  // Without a deadline, for that would be an hour of this machine's clock: the server has one of its own.
  if (expected === 'no_stream') options.setNoStream(new Empty());
  else options.setStreamPosition(expected.toString());
  return options;
}

function messageOf({ id, type, data, metadata }: WireEvent): Streams.BatchAppendReq.ProposedMessage {
  const message = new BatchAppendReq.ProposedMessage();
  message.setId(idOf(id));
  message.getMetadataMap().set('type', type).set('content-type', JSON_CONTENT);
  message.setData(data);
  message.setCustomMetadata(metadata);
  return message;
}

function idOf(text: string): Shared.UUID {
  const id = new UUID();
  id.setString(text);
  return id;
}
