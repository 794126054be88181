import type { Grpc, Shared, Streams } from './stubs.js';
import { grpc, streams } from './stubs.js';
import { answerTo, answerToNothing, expectedOf, lateAnswer, nameOf, proposed } from './messages.js';
import { type AppendVerdict, type Expected, type ProposedEvent, type ServerLog } from './server-log.js';

/**
 * What becomes of one append.
 * `cut_before`, `cut_after`: the connection breaks before the commit, or after it and before the answer. `cut_answered`: it breaks as the
 * answer leaves. `lost_request`, `lost_answer`: the same, and nobody is told. `error_before`, `error_after`: an error status instead.
 * `ended_after`: the server ends the call, and says nothing against it. `riddle`: an answer that tells nothing.
 * `not_leader`: this node must not write. `refused_early`: an append of somebody else came first, and cannot be read yet.
 */
export type AppendFault =
  | 'none'
  | 'cut_before'
  | 'cut_after'
  | 'cut_answered'
  | 'lost_request'
  | 'lost_answer'
  | 'error_before'
  | 'error_after'
  | 'ended_after'
  | 'riddle'
  | 'not_leader'
  | 'refused_early';

type Answer =
  { readonly verdict: AppendVerdict } | { readonly error: Partial<Grpc.StatusObject> } | 'end' | 'riddle' | null;

interface Pending {
  readonly correlationId: Shared.UUID;
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
}

export class AppendService {
  readonly faults: AppendFault[] = [];
  /** Where a node that must not write sends its clients. */
  leader = { host: '127.0.0.1', port: 0 };
  requests = 0;
  /** By how much the server's clock is ahead of everybody's. */
  clockAheadMs = 0;

  constructor(
    private readonly log: ServerLog,
    private readonly cut: () => void,
  ) {}

  batchAppend(call: Grpc.ServerDuplexStream<Streams.BatchAppendReq, Streams.BatchAppendResp>): void {
    const pending = new Map<string, Pending>();
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    call.on('data', (message: Streams.BatchAppendReq) => {
      const correlationId = message.getCorrelationId()!;
      const key = correlationId.getString();
      const options = message.getOptions();
      if (options) {
        const stream = nameOf(options.getStreamIdentifier());
        const deadline = options.getDeadline21100()?.toDate().getTime() ?? Infinity;
        if (deadline <= Date.now() + this.clockAheadMs) return void call.write(lateAnswer(correlationId));
        pending.set(key, { correlationId, stream, expected: expectedOf(options), events: [] });
      }
      const request = pending.get(key);
      if (!request) return;
      request.events.push(...message.getProposedMessagesList().map(proposed));
      if (!message.getIsFinal()) return;
      pending.delete(key);
      const answered = this.take(request.stream, request.expected, request.events);
      if (!answered) return;
      if (answered === 'end') call.end();
      else if (answered === 'riddle') call.write(answerToNothing(correlationId));
      else if ('error' in answered) call.emit('error', answered.error);
      else call.write(answerTo(request, answered.verdict));
    });
  }

  /** Somebody deletes what a stream holds. */
  delete(
    call: Grpc.ServerUnaryCall<Streams.DeleteReq, Streams.DeleteResp>,
    answer: Grpc.sendUnaryData<Streams.DeleteResp>,
  ): void {
    this.log.delete(nameOf(call.request.getOptions()!.getStreamIdentifier()));
    answer(null, new streams.DeleteResp());
  }

  /** Null: there is no answer to this one. */
  private take(stream: string, expected: Expected, events: readonly ProposedEvent[]): Answer {
    this.requests += 1;
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'lost_request') return null;
    if (fault === 'error_before')
      return { error: { code: grpc.status.UNAVAILABLE, details: 'the server is not ready' } };
    if (fault === 'not_leader') return { error: this.notLeader() };
    if (fault === 'refused_early')
      return { verdict: { kind: 'wrong_version', current: typeof expected === 'number' ? expected + 1 : 0 } };
    if (fault === 'cut_before') {
      this.cut();
      return null;
    }
    const verdict = this.log.append(stream, expected, events);
    if (fault === 'lost_answer') return null;
    if (fault === 'ended_after') return 'end';
    if (fault === 'riddle') return 'riddle';
    if (fault === 'error_after')
      return { error: { code: grpc.status.UNAVAILABLE, details: 'the server is going down' } };
    if (fault === 'cut_after') {
      this.cut();
      return null;
    }
    if (fault === 'cut_answered') setImmediate(this.cut);
    return { verdict };
  }

  private notLeader(): Partial<Grpc.StatusObject> {
    const metadata = new grpc.Metadata();
    metadata.set('exception', 'not-leader');
    metadata.set('leader-endpoint-host', this.leader.host);
    metadata.set('leader-endpoint-port', String(this.leader.port));
    return { code: grpc.status.NOT_FOUND, details: 'Leader info available', metadata };
  }
}
