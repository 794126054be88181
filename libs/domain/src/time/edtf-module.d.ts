declare module 'edtf' {
  /** Reads an EDTF text; throws where it is none. The ends in milliseconds, infinite where they are open. */
  export default function edtf(text: string): { readonly min: number; readonly max: number };
}
