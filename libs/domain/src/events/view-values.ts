/** The words of each view, the first being what it says where nothing was recorded. Source: answers.md 2 to 4. */
export const VIEW_VALUES = {
  custody: [
    'none_recorded',
    'unknown',
    'arrested',
    'pretrial_detention',
    'detained',
    'imprisoned',
    'house_arrest',
    'unacknowledged',
    'free',
    'released',
    'escaped',
    'ended',
  ],
  houseArrest: ['none_recorded', 'unknown', 'in_force', 'lifted', 'ended'],
  bail: ['none_recorded', 'requested', 'denied', 'on_bail', 'revoked', 'ended'],
  supervision: ['none_recorded', 'in_force', 'lifted', 'ended'],
  detentionConditions: ['none_recorded', 'reported', 'ended'],
  charges: ['none_recorded', 'investigated', 'charged', 'on_trial', 'dropped', 'decided'],
  sentences: ['none_recorded', 'standing', 'none_standing'],
  sentencedInAbsentia: ['none_recorded', 'yes', 'none_standing'],
  immunity: ['none_recorded', 'not_lifted', 'lifted', 'restored', 'ended_with_mandate'],
  mandate: ['unknown', 'elected', 'sitting', 'suspended', 'revoked', 'restored', 'ended'],
  politicalBan: ['none_recorded', 'banned', 'expired', 'rehabilitated', 'quashed', 'ended'],
  exile: ['none_recorded', 'unknown', 'in_exile', 'returned', 'ended'],
  travel: ['none_recorded', 'restricted', 'lifted', 'ended'],
  life: ['no_death_recorded', 'disappeared', 'reappeared', 'killed', 'died'],
  accountability: ['none_recorded', 'complete_impunity', 'partial_justice', 'full_justice'],
  violations: ['none_recorded', 'alleged'],
  membership: ['none_recorded', 'member', 'former_member'],
  party: ['none_recorded', 'unknown', 'member', 'former_member'],
  partyStatus: ['unknown', 'existing', 'dissolution_requested', 'dissolved', 'disqualified'],
  caseStatus: [
    'none_recorded',
    'received',
    'admissible',
    'inadmissible',
    'under_examination',
    'suspended',
    'closed',
    'reopened',
  ],
} as const;

export type View = keyof typeof VIEW_VALUES;
export type ViewValue<V extends View> = (typeof VIEW_VALUES)[V][number];
export const VIEWS = Object.keys(VIEW_VALUES) as readonly View[];
export const isView = (name: unknown): name is View => typeof name === 'string' && Object.hasOwn(VIEW_VALUES, name);

/** Views about a party or a case: what they report hits no person. */
export const VIEWS_OF_NO_PERSON: readonly string[] = ['partyStatus', 'caseStatus'] satisfies readonly View[];
