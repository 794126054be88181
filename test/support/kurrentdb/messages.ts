import { Any, Empty, shared, type Shared, Status, streams, type Streams } from './stubs.js';
import type { AppendVerdict, Expected, ProposedEvent, ServerPosition, ServerRecord } from './server-log.js';

/** Between what goes over the wire and what the server holds. */

export const nameOf = (identifier: Shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier!.getStreamName_asU8()).toString('utf8');

export function proposed(message: Streams.BatchAppendReq.ProposedMessage): ProposedEvent {
  return {
    id: message.getId()!.getString(),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function expectedOf(options: Streams.BatchAppendReq.Options): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasNoStream() ? -1 : Number(options.getStreamPosition());
}

export function eventMessage(record: ServerRecord): Streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(uuid(record.id));
  recorded.setStreamIdentifier(identifierOf(record.stream));
  recorded.setStreamRevision(String(record.revision));
  recorded.setCommitPosition(String(record.commit));
  recorded.setPreparePosition(String(record.prepare));
  recorded.getMetadataMap().set('type', record.type);
  recorded.getMetadataMap().set('content-type', record.contentType);
  recorded.getMetadataMap().set('created', String(record.created));
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded);
  event.setCommitPosition(String(record.commit));
  const message = new streams.ReadResp();
  message.setEvent(event);
  return message;
}

export function confirmationMessage(id: string): Streams.ReadResp {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(id);
  const message = new streams.ReadResp();
  message.setConfirmation(confirmation);
  return message;
}

export function caughtUpMessage(): Streams.ReadResp {
  const message = new streams.ReadResp();
  message.setCaughtUp(new streams.ReadResp.CaughtUp());
  return message;
}

export function checkpointMessage({ commit, prepare }: ServerPosition): Streams.ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(commit));
  checkpoint.setPreparePosition(String(prepare));
  const message = new streams.ReadResp();
  message.setCheckpoint(checkpoint);
  return message;
}

export function notFoundMessage(stream: string): Streams.ReadResp {
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifierOf(stream));
  const message = new streams.ReadResp();
  message.setStreamNotFound(notFound);
  return message;
}

export function answerTo(
  request: { readonly correlationId: Shared.UUID; readonly stream: string; readonly expected: Expected },
  verdict: AppendVerdict,
): Streams.BatchAppendResp {
  const message = new streams.BatchAppendResp();
  message.setCorrelationId(request.correlationId);
  message.setStreamIdentifier(identifierOf(request.stream));
  if (verdict.kind === 'success') {
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(verdict.revision));
    if (verdict.position) {
      const position = new shared.AllStreamPosition();
      position.setCommitPosition(String(verdict.position.commit));
      position.setPreparePosition(String(verdict.position.prepare));
      success.setPosition(position);
    } else success.setNoPosition(new Empty());
    message.setSuccess(success);
    return message;
  }
  message.setError(new Status().setDetails(packed(verdict, request.expected)));
  return message;
}

/** Neither a success nor an error. */
export const answerToNothing = (correlationId: Shared.UUID): Streams.BatchAppendResp =>
  new streams.BatchAppendResp().setCorrelationId(correlationId);

/** To one whose deadline is over when it comes. */
export function lateAnswer(correlationId: Shared.UUID): Streams.BatchAppendResp {
  const details = new Any();
  details.pack(new shared.Timeout().serializeBinary(), 'event_store.client.Timeout');
  return new streams.BatchAppendResp().setCorrelationId(correlationId).setError(new Status().setDetails(details));
}

function packed(verdict: Exclude<AppendVerdict, { kind: 'success' }>, expected: Expected) {
  const any = new Any();
  if (verdict.kind === 'deleted') {
    any.pack(new shared.StreamDeleted().serializeBinary(), 'event_store.client.StreamDeleted');
  } else if (verdict.kind === 'too_large') {
    any.pack(new shared.MaximumAppendSizeExceeded().serializeBinary(), 'event_store.client.MaximumAppendSizeExceeded');
  } else {
    const wrong = new shared.WrongExpectedVersion();
    if (verdict.current < 0) wrong.setCurrentNoStream(new Empty());
    else wrong.setCurrentStreamRevision(String(verdict.current));
    if (expected === -1) wrong.setExpectedNoStream(new Empty());
    else if (typeof expected === 'number') wrong.setExpectedStreamPosition(String(expected));
    any.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  }
  return any;
}

function uuid(text: string): Shared.UUID {
  return new shared.UUID().setString(text);
}

function identifierOf(stream: string): Shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
}
