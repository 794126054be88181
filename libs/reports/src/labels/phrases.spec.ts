import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import {
  catalogue,
  ENGLISH,
  factSaid,
  summaryOf,
  viewNamed,
  VIEWS,
  word,
  worded,
  type EventType,
  type Wording,
} from '#domain';
import { labelsIn, LANGUAGES, wordingIn, type Language } from './index.js';

const told = { occurredOn: '2018-09-10', appliesTo: { references: ['TST-01'] }, place: { country: 'KH' } };
const french = (type: EventType, facts: object): string =>
  summaryOf({ type, facts: { ...facts }, ...told }, wordingIn('fr'));

/** Every phrase that the sources write as say`…`. */
const phrasesOfSources = (): string[] =>
  ['libs', 'apps']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => phrasesIn(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022)));

function phrasesIn(node: ts.Node): string[] {
  const isPhrase = ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'say';
  const found = isPhrase ? [phraseOf(node.template)] : [];
  ts.forEachChild(node, (child) => void found.push(...phrasesIn(child)));
  return found;
}

const phraseOf = (template: ts.TemplateLiteral): string =>
  ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.templateSpans.reduce(
        (phrase, { literal }, at) => `${phrase}{${at + 1}}${literal.text}`,
        template.head.text,
      );

const SAMPLE = 'said so';
/** The kind of the example, which an officer chose. */
const NOTE = 'election held';

type Schema = Readonly<Record<string, unknown>>;

/** Values of every kind that a schema allows: each word of a list among them. */
function samplesOf(schema: Schema): unknown[] {
  if ('const' in schema) return [schema['const']];
  if ('enum' in schema) return schema['enum'] as unknown[];
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (choices) return choices.flatMap(samplesOf);
  if (schema['format'] === 'duration') return ['P1Y1M1W1D', 'P2Y2M2W2D'];
  switch (schema['type']) {
    case 'array':
      return [samplesOf(schema['items'] as Schema).slice(0, 1)];
    case 'object': {
      const fields = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
      return [Object.fromEntries(fields.map(([name, field]) => [name, samplesOf(field)[0]]))];
    }
    case 'boolean':
      return [true, false];
    case 'integer':
      return [1, 2];
    default:
      return [SAMPLE];
  }
}

/** What the summaries and the versions of every type ask a language for, over all words that their facts may have: English by list and code. */
function wordsOfEvents(): ReadonlyMap<string, string> {
  const asked = new Map<string, string>();
  const recording: Wording = {
    ...ENGLISH,
    word: (code, of, english) => {
      asked.set(`${of ?? ''}.${code}`, english);
      return english;
    },
  };
  for (const { type, jsonSchema, example } of catalogue()) {
    const whole = samplesOf(jsonSchema)[0] as object;
    const fields = Object.entries((jsonSchema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
    for (const [name, value] of fields.flatMap(([name, schema]) =>
      [...samplesOf(schema), undefined].map((one) => [name, one] as const),
    )) {
      worded([word(name, 'facts'), factSaid(type, name, value ?? null)], recording);
      for (const facts of [whole, example]) summaryOf({ type, facts: { ...facts, [name]: value }, ...told }, recording);
    }
  }
  return asked;
}

const PHRASES = phrasesOfSources();

describe.each(LANGUAGES.filter((language) => language !== 'en'))('what events say, in %s', (language: Language) => {
  const { phrases } = labelsIn(language) as { phrases: Readonly<Record<string, string>> };
  const wording = wordingIn(language);
  const words = wordsOfEvents();

  it('has words for every phrase', () =>
    expect(PHRASES.filter((phrase) => !Object.hasOwn(phrases, phrase))).toEqual([]));

  it('has words for every code of a fact, and for the name of every fact', () => {
    const missing = [...words].filter(([path, english]) => {
      const [of = '', ...code] = path.split('.');
      const isNoWord = /^[A-E]$/.test(english) || english === SAMPLE || english === NOTE;
      if (isNoWord || isOfAnotherView(of, code.join())) return false;
      return of === '' ? !Object.hasOwn(phrases, english) : wording.word(code.join('.'), of, '') === '';
    });
    expect(missing).toEqual([]);
  });

  it('has words for every value of a view under the name of the view, whatever other lists are called', () => {
    const missing = VIEWS.flatMap(({ name, values }) =>
      values.filter((value) => wording.word(value, name, '') === '').map((value) => `${name}.${value}`),
    );
    expect(missing).toEqual([]);
  });

  it('tells nothing of people in a form that agrees with them', () =>
    expect(Object.values(phrases).filter((told) => AGREES.test(told))).toEqual([]));

  it('has the same places in both languages', () => {
    const places = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();
    expect(Object.entries(phrases).filter(([from, to]) => places(from).join() !== places(to).join())).toEqual([]);
  });

  it('has no words for what nothing says', () => {
    const said = new Set([...PHRASES, ...words.values()]);
    expect(Object.keys(phrases).filter((phrase) => !said.has(phrase))).toEqual([]);
  });
});

const isOfAnotherView = (view: string, code: string): boolean => viewNamed(view)?.values.includes(code) === false;

const AGREES =
  /(?<!\p{L})(?:arrêté|détenu|libéré|assigné|inculpé|interrogé|condamné|acquitté|gracié|tué|expulsé|élu|nommé|rentré|évadé)e?s?(?!\p{L})/u;

it('every summary begins with a phrase, not with a text that no language could tell otherwise', () => {
  const marking: Wording = { ...ENGLISH, phrase: () => '¶' };
  const unmarked = catalogue().filter(
    ({ type, example }) => !summaryOf({ type, facts: example, ...told }, marking).startsWith('¶'),
  );
  expect(unmarked.map(({ type }) => type)).toEqual([]);
});

describe('a summary in French', () => {
  it('tells by nouns what happened, which agree with nobody', () => {
    expect(french('Arrested', { body: 'the police', warrant: false, ground: 'in flagrante delicto' })).toBe(
      'Arrestation, pays\u00A0: Cambodge, par the police, sans mandat d’arrêt, in flagrante delicto',
    );
    expect(
      french('VerdictDelivered', {
        proceeding: 'treason',
        outcome: 'convicted',
        inAbsentia: 'yes',
        term: 'P2Y6M',
        execution: 'house_arrest',
        court: 'Municipal Court',
      }),
    ).toBe(
      'Condamnation par contumace (treason), 2 ans 6 mois, exécution de la peine\u00A0: assignation à résidence, par Municipal Court',
    );
  });

  it('has dates, countries, sessions and words of the views as the rest of a report has them', () => {
    expect(french('DetentionExtended', { until: '2018-09-01' })).toBe(
      'Prolongation de la détention, terme\u00A0: 1er septembre 2018',
    );
    expect(french('DecisionAdopted', { body: 'governing_council', session: '203rd', mode: 'consensus' })).toBe(
      'Décision du Conseil directeur, 203e session, par consensus',
    );
    expect(french('StatusReported', { view: 'custody', value: 'pretrial_detention' })).toBe(
      'Situation rapportée, Liberté\u00A0: détention provisoire',
    );
    expect(french('CaseClosed', { kind: 'merged' })).toBe('Clôture du cas, joint à un autre cas');
  });

  it('leaves what officers and sources wrote as it was written, even where it reads like a phrase of ours', () => {
    expect(french('ThreatReported', { detail: 'Arrested' })).toContain(', Arrested');
    expect(french('MembersAdded', { reason: 'by {1}\u00A0so' })).toBe('Ajout au cas, by {1} so');
    expect(french('PoliticalBanImposed', { not_stated: true, rights: ['vote', 'life'] })).toContain(
      ': droit de vote, life',
    );
    expect(french('DevelopmentNoted', { kind: 'odd_kind', text: 'As told.' })).toBe('odd kind\u00A0: As told.');
  });

  it('leaves a code that every object inherits as it was written', () => {
    expect(french('DevelopmentNoted', { kind: 'constructor', text: 'As told.' })).toBe('constructor\u00A0: As told.');
    expect(french('CaseClosed', { kind: 'valueOf' })).toBe('Clôture du cas, value of');
    expect(french('PoliticalBanImposed', { not_stated: true, rights: ['constructor'] })).toContain(': constructor');
  });

  it('tells what a source says otherwise in the words that the summary has', () => {
    const otherwise = (type: EventType, name: string, value: unknown): string =>
      worded(factSaid(type, name, value), wordingIn('fr'));
    expect(otherwise('CaseOpened', 'country', 'KH')).toBe('Cambodge');
    expect(otherwise('PoliticalBanImposed', 'rights', ['stand', 'life'])).toBe('éligibilité, life');
    expect(otherwise('CaseClosed', 'kind', 'merged')).toBe('joint à un autre cas');
    expect(worded(factSaid('CaseClosed', 'kind', 'no_further_action'), ENGLISH)).toBe('no further action');
  });

  it('says the type of what it cannot read', () => expect(french('CaseClosed', { kind: 7 })).toBe('Clôture du cas'));

  it('tells in English what a language has no words for', () => {
    const none: Wording = { ...wordingIn('fr'), phrase: (english) => english };
    expect(summaryOf({ type: 'Arrested', facts: { body: 'X' }, ...told }, none)).toBe('Arrested, in Cambodge, by X');
  });
});
