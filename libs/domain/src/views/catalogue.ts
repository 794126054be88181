import { view as accountability } from './accountability.view.js';
import { view as bail } from './bail.view.js';
import { view as caseStatus } from './case-status.view.js';
import { view as charges } from './charges.view.js';
import { view as custody } from './custody.view.js';
import { view as detentionConditions } from './detention-conditions.view.js';
import { view as exile } from './exile.view.js';
import { view as houseArrest } from './house-arrest.view.js';
import { view as immunity } from './immunity.view.js';
import { view as life } from './life.view.js';
import { view as mandate } from './mandate.view.js';
import { view as membership } from './membership.view.js';
import { view as party } from './party.view.js';
import { view as partyStatus } from './party-status.view.js';
import { view as politicalBan } from './political-ban.view.js';
import { view as sentencedInAbsentia } from './sentenced-in-absentia.view.js';
import { view as sentences } from './sentences.view.js';
import { view as supervision } from './supervision.view.js';
import { view as travel } from './travel.view.js';
import { view as violations } from './violations.view.js';
import type { AnyView } from './view.js';

/** Every view, in the order of answers.md. A test compares this list with the files of this folder. */
export const VIEWS: readonly AnyView[] = [
  custody,
  houseArrest,
  bail,
  supervision,
  detentionConditions,
  charges,
  sentences,
  sentencedInAbsentia,
  immunity,
  mandate,
  politicalBan,
  exile,
  travel,
  life,
  accountability,
  violations,
  membership,
  party,
  partyStatus,
  caseStatus,
];

export const PERSON_VIEWS = VIEWS.filter((view) => view.of === 'person');

export const viewNamed = (name: string): AnyView | undefined => VIEWS.find((view) => view.name === name);

const readersByType = new Map<string, readonly AnyView[]>();

/** The views that read an event type: the only ones that an event of it can change. */
export function viewsReading(type: string): readonly AnyView[] {
  const known = readersByType.get(type) ?? VIEWS.filter((view) => Object.hasOwn(view.on, type));
  readersByType.set(type, known);
  return known;
}
