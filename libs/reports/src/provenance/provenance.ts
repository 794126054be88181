import {
  caseOf,
  knownEvents,
  targetFinder,
  knownSubject,
  summaryOf,
  type Json,
  type KnownEvent,
  type Question,
  type RecordedDevelopment,
  type RecordReader,
} from '#domain';

const CONTEXT = {
  prov: 'http://www.w3.org/ns/prov#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  habeas: 'urn:habeas:vocabulary:',
  label: 'rdfs:label',
  generatedAt: { '@id': 'prov:generatedAtTime', '@type': 'xsd:dateTime' },
  endedAt: { '@id': 'prov:endedAtTime', '@type': 'xsd:dateTime' },
  invalidatedAt: { '@id': 'prov:invalidatedAtTime', '@type': 'xsd:dateTime' },
  generatedBy: { '@id': 'prov:wasGeneratedBy', '@type': '@id' },
  invalidatedBy: { '@id': 'prov:wasInvalidatedBy', '@type': '@id' },
  revisionOf: { '@id': 'prov:wasRevisionOf', '@type': '@id' },
  derivedFrom: { '@id': 'prov:wasDerivedFrom', '@type': '@id' },
  source: { '@id': 'prov:hadPrimarySource', '@type': '@id' },
  attributedTo: { '@id': 'prov:wasAttributedTo', '@type': '@id' },
  associatedWith: { '@id': 'prov:wasAssociatedWith', '@type': '@id' },
  used: { '@id': 'prov:used', '@type': '@id' },
} as const;

/**
 * Where each statement of a case comes from, as PROV-O in JSON-LD: a development is an entity, made by an activity, its logging, by the agent who
 * recorded it, from the sources that vouch for it. A rectification makes a revision of its target, a retraction invalidates it.
 */
export async function provenanceOf(reader: RecordReader, reference: string, question: Question): Promise<Json> {
  const subject = await knownSubject(reader, reference, question, 'case');
  const developments = await reader.developmentsOf(subject.reference, question.moment);
  const graph = new Graph(developments);
  return {
    '@context': CONTEXT,
    '@id': `urn:habeas:case:${subject.reference}:at:${encodeURIComponent(question.echo.position)}`,
    '@type': ['prov:Bundle', 'prov:Entity'],
    label: subject.name ?? subject.reference,
    'habeas:case': subject.reference,
    'habeas:knownAt': question.echo.knownAt,
    'habeas:position': question.echo.position,
    '@graph': developments.flatMap((event) => graph.nodesOf(event)).concat(graph.shared()),
  };
}

const idOf = ({ eventId }: RecordedDevelopment): string => `urn:habeas:event:${eventId}`;
const loggingOf = ({ eventId }: RecordedDevelopment): string => `urn:habeas:logging:${eventId}`;

class Graph {
  private readonly agents = new Map<string, Json>();
  private readonly sources = new Map<string, Json>();
  private readonly find: ReturnType<typeof targetFinder>;
  private readonly known: ReadonlyMap<RecordedDevelopment, KnownEvent>;
  private readonly retractions: ReadonlyMap<RecordedDevelopment | undefined, RecordedDevelopment>;

  constructor(developments: readonly RecordedDevelopment[]) {
    this.find = targetFinder(developments);
    this.known = new Map(knownEvents(developments).map((one) => [one.event, one]));
    const retracted = developments.filter(({ type }) => type === 'Retracted');
    this.retractions = new Map(retracted.map((one) => [this.find(one), one]));
  }

  nodesOf(event: RecordedDevelopment): Json[] {
    return [this.activity(event), this.entity(event)];
  }

  /** Agents and sources, each once. */
  shared(): Json[] {
    return [...this.agents.values(), ...this.sources.values()];
  }

  /** That it was logged: when, by whom, and about what. */
  private activity(event: RecordedDevelopment): Json {
    const target = this.targetOf(event);
    return {
      '@id': loggingOf(event),
      '@type': 'prov:Activity',
      label: `Logging of ${event.type}`,
      endedAt: event.recordedAt,
      associatedWith: this.agent(event.recordedBy, 'recorder'),
      ...(target && { used: idOf(target) }),
    };
  }

  private entity(event: RecordedDevelopment): Json {
    const target = this.targetOf(event);
    const retraction = this.retractions.get(event);
    const known = this.known.get(event);
    return {
      '@id': idOf(event),
      '@type': 'prov:Entity',
      label: summaryOf(event),
      generatedBy: loggingOf(event),
      generatedAt: event.recordedAt,
      attributedTo: [...new Set(event.assertions.map(({ by, party }) => this.agent(party ?? by, by)))],
      source: [...new Set(event.assertions.map(({ source, locator }) => this.source(source, locator)))],
      ...(target && { [event.type === 'Rectified' ? 'revisionOf' : 'derivedFrom']: idOf(target) }),
      ...(retraction && { invalidatedBy: loggingOf(retraction), invalidatedAt: retraction.recordedAt }),
      'habeas:type': event.type,
      'habeas:case': caseOf(event.stream),
      'habeas:revision': event.revision,
      'habeas:occurredOn': known?.occurredOn ?? event.occurredOn,
      'habeas:knownSince': event.knownSince,
      'habeas:backfilled': event.backfilled,
    };
  }

  private targetOf(event: RecordedDevelopment): RecordedDevelopment | undefined {
    return event.target === undefined ? undefined : this.find(event);
  }

  private agent(name: string, role: string): string {
    const id = `urn:habeas:agent:${encodeURIComponent(role)}:${encodeURIComponent(name)}`;
    const type = role === 'recorder' ? ['prov:Agent', 'prov:Person'] : ['prov:Agent', 'prov:Organization'];
    this.agents.set(id, { '@id': id, '@type': type, label: name, 'habeas:voice': role });
    return id;
  }

  private source(name: string, locator: string | undefined): string {
    const id = `urn:habeas:source:${encodeURIComponent(name)}`;
    this.sources.set(id, { '@id': id, '@type': 'prov:Entity', label: name });
    if (locator === undefined) return id;
    const place = `${id}:${encodeURIComponent(locator)}`;
    this.sources.set(place, {
      '@id': place,
      '@type': 'prov:Entity',
      label: `${name}, ${locator}`,
      derivedFrom: id,
      'habeas:locator': locator,
    });
    return place;
  }
}
