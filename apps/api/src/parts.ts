/** What has no class to be asked for by: the rest of what controllers are given is named by its class. */
export const STORE = Symbol('event store');
export const CLOCK = Symbol('clock');

export type Clock = () => Date;
