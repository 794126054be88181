import { createRequire } from 'node:module';
import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { StreamsClient } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type * as Shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type * as Status from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import type * as StreamsStubs from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type * as Streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';

// What the client's package holds and its index does not name. A second copy of these modules would not know the first one's messages.
const require = createRequire(import.meta.url);
const inside = (path: string): unknown => require(`@kurrent/kurrentdb-client/${path}`);
const protocol = 'generated/kurrentdb/protocols/v1';

export const { BatchAppendReq } = inside(`${protocol}/streams_pb.js`) as typeof Streams;
export const { StreamIdentifier, UUID, Empty } = inside(`${protocol}/shared_pb.js`) as typeof Shared;
const { StreamsClient: Stub } = inside(`${protocol}/streams_grpc_pb.js`) as typeof StreamsStubs;

/** The client's error for what a server refuses an append over. */
export const { unpackToCommandError: refusalOf } = inside('dist/streams/appendToStream/unpackError.js') as {
  unpackToCommandError: (status: Status.Status, stream: string) => Error;
};

/** The client's error for what broke a call. */
export const { convertToCommandError: errorOf } = inside('dist/utils/index.js') as {
  convertToCommandError: (error: Error) => Error;
};

export type AppendsCall = ReturnType<StreamsClient['batchAppend']>;
type CallArguments = Parameters<StreamsClient['batchAppend']>;

interface Internals {
  callArguments(base: object, options: { deadline: number }): CallArguments;
  GRPCStreamCreator(
    stub: typeof Stub,
    name: string,
    create: (stub: StreamsClient) => AppendsCall,
  ): () => Promise<AppendsCall>;
}

/**
 * The server's call for many appends, on the client's own connection: it finds the leader, carries the credentials, and is told of errors.
 * The client's `appendToStream` uses the same call; it writes each event as base64 and reads it back twice.
 */
export function openAppendsCall(
  client: KurrentDBClient,
  begin: (call: AppendsCall) => AppendsCall,
): Promise<AppendsCall> {
  const internals = client as unknown as Internals;
  const create = (stub: StreamsClient): AppendsCall =>
    begin(stub.batchAppend(...internals.callArguments({}, { deadline: Infinity })));
  return internals.GRPCStreamCreator(Stub, 'appendToStream', create)();
}

export type { Shared, Streams };
