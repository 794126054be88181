/** What brings a case before the Committee: the earlier of them. */
export const BEGINNINGS: ReadonlySet<string> = new Set(['CaseOpened', 'ComplaintSubmitted']);
