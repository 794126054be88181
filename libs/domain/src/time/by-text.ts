const LIMIT = 50_000;

/** Works out once what a text means, for the same dates and terms stand all over a record. Results are shared. */
export function byText<Meaning extends object | null>(work: (text: string) => Meaning): (text: string) => Meaning {
  const known = new Map<string, Meaning>();
  return (text) => {
    const meaning = known.get(text);
    if (meaning !== undefined) return meaning;
    if (known.size >= LIMIT) known.clear();
    const worked = work(text);
    known.set(text, worked);
    return worked;
  };
}
