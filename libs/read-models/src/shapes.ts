import type { Folded } from './folding.js';
import { copied } from './sql/copied.js';

/** In what shape a folded subject is given to the one that writes it. */
export const SHAPES = {
  versions: (folded: Folded) => folded,
  copied,
};

export type Shape = keyof typeof SHAPES;
export type Shaped<S extends Shape> = ReturnType<(typeof SHAPES)[S]>;
