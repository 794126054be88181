import { KurrentServer } from '../test/support/kurrentdb/kurrent-server.js';

/** The server made for tests, in a process of its own; says where it is, and runs until it is ended. */
const server = await KurrentServer.start();
process.stdout.write(`kurrentdb://127.0.0.1:${server.port}?tls=false\n`);
