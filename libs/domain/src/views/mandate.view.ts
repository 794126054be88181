import { endOfTerm, MANDATE_START, onMandate, type Mandate } from './mandates.js';
import { asView } from './view.js';

/** The parliamentary mandate: revoked stays after the term, until restored or begun anew. Source: model.md 5, `mandate`. */
export const view = asView<Mandate>({
  name: 'mandate',
  of: 'person',
  values: ['unknown', 'elected', 'sitting', 'suspended', 'revoked', 'restored', 'ended'],
  initial: MANDATE_START,
  on: onMandate,
  ends: endOfTerm,
  show: ([{ chamber, last }]) => ({
    details: {
      chamber,
      authority: last?.facts['authority'] ?? null,
      how: last?.facts['how'] ?? null,
      seatGivenTo: last?.facts['seatGivenTo'] ?? null,
    },
  }),
  canEnd: ['elected', 'sitting', 'suspended', 'restored'],
});
