/** What has no class to be asked for by: the rest of what controllers are given is named by its class. */
export const STORE = Symbol('event store');
export const CLOCK = Symbol('clock');

/** The font files that a PDF asks for what the program's own lack. */
export const FONTS = Symbol('fonts');

/** The name put on what is logged and issued, until there is a sign-in. */
export const OFFICER = Symbol('officer');

export type Clock = () => Date;
