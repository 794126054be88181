import type { FoldEvent } from '../fold/fold-event.js';
import { because } from '../fold/status-body.js';
import { confirm, nothingRecorded, note, shift } from '../fold/run.js';
import { found, isOpen, isPending, type Finding } from './findings.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

type Stage = 'investigated' | 'charged' | 'on_trial' | 'dropped' | 'decided';

interface Proceeding {
  readonly id: string;
  readonly stage: Stage;
  readonly pending: boolean;
  /** What was found in it so far, offence by offence. */
  readonly findings: readonly Finding[];
  readonly labels: readonly unknown[];
  readonly articles: readonly unknown[];
  readonly penalty: unknown;
  readonly events: readonly FoldEvent[];
}

interface Charges extends ViewState {
  readonly proceedings: readonly Proceeding[];
  /** The one in which something last happened. */
  readonly last: string | null;
  readonly questionings: number;
}

const FURTHEST: readonly Stage[] = ['decided', 'on_trial', 'charged', 'investigated', 'dropped'];

/** Where each criminal proceeding stands, and whether it is still pending. Source: model.md 5, `charges`. */
export const view = asView<Charges>({
  name: 'charges',
  of: 'person',
  values: ['none_recorded', 'investigated', 'charged', 'on_trial', 'dropped', 'decided'],
  initial: { run: nothingRecorded('none_recorded'), proceedings: [], last: null, questionings: 0 },
  on: {
    InvestigationOpened: (state, event) =>
      moved(state, event, (now) => ({
        stage: further(now, 'investigated'),
        labels: told(event, 'labels') ?? now.labels,
      })),
    Charged: (state, event) =>
      moved(state, event, (now) => ({ stage: further(now, 'charged'), ...charge(event, now) })),
    ChargesAmended: (state, event) =>
      moved(state, event, (now) => ({ stage: further(now, 'charged'), ...charge(event, now) })),
    TrialOpened: (state, event) => moved(state, event, (now) => ({ stage: further(now, 'on_trial') })),
    ChargesDropped: (state, event) => moved(state, event, () => ({ stage: 'dropped', pending: false, findings: [] })),
    VerdictDelivered: (state, event) => moved(state, event, (now) => onRuling(now, event)),
    AppealDecided: (state, event) => moved(state, event, (now) => onRuling(now, event)),
    Questioned: (state, event) => ({ ...state, questionings: state.questionings + 1, run: note(state.run, event) }),
    StatusReported: (state, event) => reported(state, event),
  },
  thing: (event) => `${event.type === 'Questioned' ? event.seq : ''}${proceedingOf(event)}`,
  show: ([{ proceedings, questionings }]) => ({
    details: {
      proceedings: proceedings.map(({ id, stage, pending, labels, articles, penalty, events }) => ({
        id,
        stage,
        pending,
        labels,
        articles,
        penalty,
        because: because(events),
      })),
      questionings,
    },
  }),
  canEnd: ['investigated', 'charged', 'on_trial'],
});

const proceedingOf = (event: FoldEvent): string => String(event.facts['proceeding'] ?? 'not_stated');
const told = (event: FoldEvent, field: string) => event.facts[field] as readonly unknown[] | undefined;

const charge = (event: FoldEvent, now: Proceeding) => ({
  labels: told(event, 'labels') ?? now.labels,
  articles: told(event, 'articles') ?? now.articles,
  penalty: event.facts['penalty'] ?? now.penalty,
});

/** A proceeding that was dropped and goes on is at the stage that it goes on from; else it only goes forward. */
function further(now: Proceeding, stage: Stage): Stage {
  return now.stage === 'dropped' || FURTHEST.indexOf(stage) < FURTHEST.indexOf(now.stage) ? stage : now.stage;
}

/** A retrial, or an acquittal quashed, opens it again; else it is pending until no conviction in it stands or all are final. */
function onRuling(now: Proceeding, event: FoldEvent): Partial<Proceeding> {
  const findings = found(now.findings, event);
  return { stage: findings.some(isOpen) ? 'on_trial' : 'decided', pending: isPending(findings), findings };
}

function moved(state: Charges, event: FoldEvent, change: (now: Proceeding) => Partial<Proceeding>): Charges {
  const id = proceedingOf(event);
  const now = state.proceedings.find((one) => one.id === id) ?? {
    id,
    stage: 'dropped',
    pending: true,
    findings: [],
    labels: [],
    articles: [],
    penalty: null,
    events: [],
  };
  const reopened = now.stage === 'dropped' ? { pending: true } : {};
  const next: Proceeding = { ...now, ...reopened, ...change(now), events: [...now.events, event] };
  const others = state.proceedings.filter((one) => one.id !== id);
  const proceedings =
    others.length < state.proceedings.length
      ? state.proceedings.map((one) => (one.id === id ? next : one))
      : [...others, next];
  return { ...state, proceedings, last: id, run: shift(state.run, valueOf(proceedings, id), event) };
}

function valueOf(proceedings: readonly Proceeding[], last: string): string {
  const pending = proceedings.filter((one) => one.pending).map((one) => one.stage);
  return FURTHEST.find((stage) => pending.includes(stage)) ?? proceedings.find((one) => one.id === last)!.stage;
}

function reported(state: Charges, event: FoldEvent): Charges {
  const value = word(event.facts, 'value');
  if (value === state.run.value || value === 'none_recorded') return { ...state, run: confirm(state.run, event) };
  const details = (event.facts['details'] ?? {}) as { proceeding?: string; labels?: readonly unknown[] };
  const named = { ...event, facts: { ...event.facts, proceeding: details.proceeding ?? 'not_stated' } };
  const next = moved(state, named, () => ({
    stage: value as Stage,
    pending: value !== 'dropped',
    labels: details.labels ?? [],
  }));
  return { ...next, run: shift(state.run, value, event) };
}
