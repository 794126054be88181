import { type Annotation, type CaseState, type EventTypes, newCase } from '#domain';
import { ScratchFile } from './scratch-file.js';

/** Far more than one line can speak of, so what a line has to do with is never put away meanwhile. */
const TURNED_AT = 2_000;

/** What a state says but for the types of its events. */
interface Kept extends Pick<CaseState, 'kind' | 'revision'> {
  readonly aboutNobody?: readonly string[];
  readonly annotations?: readonly (readonly [string, Annotation[]])[];
  readonly convictions?: CaseState['convictions'];
}

/** The states of very many cases: those used last as they are, the others put away as texts, so that a large import stays small. */
export class CaseAttic {
  private recent = new Map<string, CaseState>();
  private former = new Map<string, CaseState>();
  private readonly away = new Map<string, number>();
  private readonly texts = new ScratchFile();

  constructor(private readonly typesOf: (reference: string) => EventTypes) {}

  /** Null: it was never kept. */
  get(reference: string): CaseState | null {
    const recent = this.recent.get(reference);
    if (recent) return recent;
    const state = this.former.get(reference) ?? this.fetch(reference);
    if (state) this.keep(state);
    return state;
  }

  keep(state: CaseState): void {
    this.recent.set(state.reference, state);
    this.former.delete(state.reference);
    if (this.recent.size >= TURNED_AT) this.turn();
  }

  close(): void {
    this.texts.close();
  }

  private turn(): void {
    for (const state of this.former.values())
      this.away.set(state.reference, this.texts.add(Buffer.from(JSON.stringify(keptOf(state)))));
    this.former = this.recent;
    this.recent = new Map();
  }

  private fetch(reference: string): CaseState | null {
    const at = this.away.get(reference);
    if (at === undefined) return null;
    const kept = JSON.parse(this.texts.read(at).toString('utf8')) as Kept;
    return stateOf(kept, newCase(reference, this.typesOf(reference)));
  }
}

const keptOf = ({ kind, revision, aboutNobody, annotations, convictions }: CaseState): Kept => ({
  kind,
  revision,
  ...(aboutNobody.size > 0 && { aboutNobody: [...aboutNobody] }),
  ...(annotations.size > 0 && { annotations: [...annotations] }),
  ...(convictions.length > 0 && { convictions }),
});

const stateOf = ({ aboutNobody, annotations, ...kept }: Kept, blank: CaseState): CaseState => ({
  ...blank,
  ...kept,
  ...(aboutNobody && { aboutNobody: new Set(aboutNobody) }),
  ...(annotations && { annotations: new Map(annotations) }),
});
