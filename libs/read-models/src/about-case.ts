import {
  caseSubject,
  isAnnotation,
  knownEvents,
  streamOf,
  targetFinder,
  type KnownEvent,
  type RecordedDevelopment,
} from '#domain';

/** What stands on a case's stream or was logged elsewhere for it too, with everything that speaks about it. */
export function developmentsAbout(
  reference: string,
  developments: readonly RecordedDevelopment[],
): readonly RecordedDevelopment[] {
  const own = streamOf(reference);
  const subject = caseSubject(reference);
  const hit = new Set(
    knownEvents(developments)
      .filter((known) => subject.hits(known) !== null)
      .map((known) => known.event),
  );
  const find = targetFinder(developments);
  const names = (event: RecordedDevelopment): boolean => event.appliesTo?.references.includes(reference) ?? false;
  const isAbout = (event: RecordedDevelopment): boolean =>
    event.stream === own || hit.has(event) || (!isAnnotation(event.type) && names(event));
  return developments.filter((event) => isAbout(event) || isAbout(rootOf(event, find)));
}

function rootOf(event: RecordedDevelopment, find: ReturnType<typeof targetFinder>): RecordedDevelopment {
  let root = event;
  for (let target = find(root); isAnnotation(root.type) && target && target.seq < root.seq; target = find(root))
    root = target;
  return root;
}

/** Everybody whom a roster that is known adds to a case. */
export function membersAddedBy(reference: string, known: readonly KnownEvent[]): string[] {
  const added = known.filter(({ event }) => event.type === 'MembersAdded' && event.stream === streamOf(reference));
  return [...new Set(added.flatMap((one) => one.rosters.flatMap((roster) => roster.references)))].sort();
}
