import { createRequire } from 'node:module';
import type * as Grpc from '@grpc/grpc-js';
import type * as FeaturesStubs from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import type * as Features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import type * as Shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type * as StatusMessages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import type * as StreamsStubs from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type * as Streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type * as AnyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import type * as EmptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';

// The very modules that the client loads: a second copy of grpc-js would not know the stubs' messages.
const require = createRequire(import.meta.url);
const client = createRequire(require.resolve('@kurrent/kurrentdb-client'));
const stub = (name: string): unknown =>
  require(`@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/${name}_pb.js`);

export const grpc = client('@grpc/grpc-js') as typeof Grpc;
export const streams = stub('streams') as typeof Streams;
export const streamsService = (stub('streams_grpc') as typeof StreamsStubs).StreamsService;
export const shared = stub('shared') as typeof Shared;
export const features = stub('serverfeatures') as typeof Features;
export const featuresService = (stub('serverfeatures_grpc') as typeof FeaturesStubs).ServerFeaturesService;
export const { Status } = stub('status') as typeof StatusMessages;
export const { Empty } = client('google-protobuf/google/protobuf/empty_pb.js') as typeof EmptyMessages;
export const { Any } = client('google-protobuf/google/protobuf/any_pb.js') as typeof AnyMessages;
export type { Grpc, Shared, Streams };
