import { caseOf, isAnnotation, knownEvents, type RecordedDevelopment } from '#domain';
import { groupSubject, namedBy, NOTHING_NAMED, partySubject, type Named } from './named-by.js';
import type { NewDevelopmentRow, Rows } from './row-store.js';
import { got, type Steps } from './steps.js';

/** What an event is about: itself, or what an annotation is an annotation of, with everything logged about it. */
interface About {
  readonly first: RecordedDevelopment;
  readonly cluster: readonly RecordedDevelopment[];
  readonly named: Named;
}

/**
 * Finds out whose timelines an event may change. What it must keep: folding a subject over the events that concern it gives what folding it over
 * the whole log gives. So an event concerns more than it names: all of an event's subjects need its annotations and the events that it
 * comes before or after, and a member needs what hit "some of the members" long before they joined.
 */
export class Linker {
  private touched = new Set<string>();

  constructor(private readonly rows: Rows) {}

  /** @returns the subjects whose timelines the event may change */
  *link(event: RecordedDevelopment, knownSinceMs: number): Steps<ReadonlySet<string>> {
    this.touched = new Set();
    const root = yield* this.rootOf(event);
    yield* got(this.rows.insertDevelopment(rowOf(event, knownSinceMs, root)));
    const about = yield* this.aboutOf(event, root);
    const isNewMention = yield* this.addMentions(root, about.named);
    const parts = yield* this.partsOf(about);
    const former = root === event.seq ? [] : yield* got(this.rows.subjectsOf(root));
    for (const subject of former) yield* this.concern(subject, isNewMention ? parts : [event.seq]);
    for (const subject of yield* this.subjectsOf(about))
      if (!former.includes(subject)) yield* this.concern(subject, parts);
    yield* this.concern(caseOf(event.stream), [event.seq]);
    if (root === event.seq) yield* this.answerMentions(event);
    yield* this.addMembers(about);
    if (about.named.country !== null) yield* this.addCountry(about, about.named.country);
    return this.touched;
  }

  private *rootOf(event: RecordedDevelopment): Steps<number> {
    if (!isAnnotation(event.type) || event.target === undefined) return event.seq;
    return (yield* got(this.rows.rootNamed(event.stream, event.target))) ?? event.seq;
  }

  private *aboutOf(event: RecordedDevelopment, root: number): Steps<About> {
    return aboutFirst(root === event.seq ? [event] : yield* got(this.rows.cluster(root)));
  }

  private *concern(subject: string, seqs: readonly number[]): Steps<void> {
    this.touched.add(subject);
    for (const seq of seqs) yield* got(this.rows.addConcern(subject, seq));
  }

  /** The days of an event that is named narrow those of the one that names it, whomever it is about. */
  private *addMentions(root: number, named: Named): Steps<boolean> {
    let isNew = false;
    for (const name of named.mentions) if (yield* got(this.rows.addMention(name, root))) isNew = true;
    return isNew;
  }

  /** An event with its annotations, and what it comes before or after, with theirs. */
  private *partsOf({ first, cluster, named }: About): Steps<number[]> {
    const parts = cluster.map((one) => one.seq);
    if (cluster.length === 1 && named.mentions.length === 0) return parts;
    for (const name of yield* got(this.rows.mentionsOf(first.seq))) {
      const stranger = yield* got(this.rows.rootNamed(first.stream, name));
      if (stranger !== null) parts.push(...(yield* got(this.rows.clusterSeqs(stranger))));
    }
    return parts;
  }

  private *attach(subject: string, root: number): Steps<void> {
    yield* this.concern(subject, yield* this.partsOf(aboutFirst(yield* got(this.rows.cluster(root)))));
  }

  private *subjectsOf(about: About): Steps<Set<string>> {
    const { first, named } = about;
    const subjects = new Set<string>([caseOf(first.stream), ...named.references]);
    if (named.isGroup) subjects.add(groupSubject(first.eventId));
    if (named.party !== null) for (const subject of yield* this.partiesNamed(about, named.party)) subjects.add(subject);
    if (named.amongCase === null) return subjects;
    yield* got(this.rows.addAmongEvent(named.amongCase, first.seq));
    for (const member of yield* got(this.rows.membersOf(named.amongCase))) subjects.add(member);
    return subjects;
  }

  /** A party is known within the country of the case, so its timeline rests on the opening of that case too. */
  private *partiesNamed({ first }: About, name: string): Steps<string[]> {
    const subjects: string[] = [];
    const opening = yield* got(this.rows.rootOfOpening(first.stream));
    for (const country of yield* got(this.rows.countriesOf(caseOf(first.stream)))) {
      const subject = partySubject(country, name);
      yield* got(this.rows.addParty(country, name));
      if (opening !== null) yield* this.attach(subject, opening);
      subjects.push(subject);
    }
    return subjects;
  }

  /** Events that named this one before it was logged. */
  private *answerMentions(event: RecordedDevelopment): Steps<void> {
    for (const root of yield* got(this.rows.rootsMentioning(event)))
      for (const subject of yield* got(this.rows.subjectsOf(root))) yield* this.concern(subject, [event.seq]);
  }

  private *addMembers({ first, named }: About): Steps<void> {
    const caseReference = caseOf(first.stream);
    for (const person of named.adds) {
      if (!(yield* got(this.rows.addMember(caseReference, person, first.seq)))) continue;
      for (const among of yield* got(this.rows.amongEvents(caseReference))) yield* this.attach(person, among);
    }
  }

  /** A case that turns out to be of another country takes the parties that its events name with it. */
  private *addCountry({ first }: About, country: string): Steps<void> {
    const isNew = yield* got(this.rows.addCountry(caseOf(first.stream), country));
    const isOther = isNew && (yield* got(this.rows.countriesOf(caseOf(first.stream)))).length > 1;
    if (!isOther) return;
    for (const root of yield* got(this.rows.rootsOfStream(first.stream))) {
      const parties = (yield* got(this.rows.subjectsOf(root))).filter((subject) => subject.startsWith('party:'));
      for (const name of new Set(parties.map((subject) => subject.split(':').slice(2).join(':')))) {
        yield* got(this.rows.addParty(country, name));
        yield* this.attach(partySubject(country, name), root);
        yield* this.attach(partySubject(country, name), first.seq);
      }
    }
  }
}

function aboutFirst(cluster: readonly RecordedDevelopment[]): About {
  const first = cluster[0]!;
  const known = knownEvents(cluster).find(({ event }) => event.seq === first.seq);
  return { first, cluster, named: known ? namedBy(known) : NOTHING_NAMED };
}

function rowOf(event: RecordedDevelopment, knownSinceMs: number, root: number): NewDevelopmentRow {
  const { seq, position, eventId, stream, revision, type, key } = event;
  return { seq, position, eventId, stream, revision, type, key, knownSinceMs, root, development: event };
}
