import { factSaid, summaryOf, worded, type EventType } from '#domain';
import { LANGUAGES, wordingIn, type Language } from './index.js';

const told = { occurredOn: '2020-06-05', appliesTo: { references: [] } };

describe.each<[EventType, object, Readonly<Record<Language, string>>]>([
  [
    'DetentionOrdered',
    { facts: { title: 'pretrial_order', until: '2020-12-01' }, place: { country: 'DK' } },
    {
      en: 'Detention ordered, pretrial order, in Denmark, until 1 December 2020',
      fr: 'Placement en détention, détention provisoire, pays\u00A0: Danemark, terme\u00A0: 1er décembre 2020',
    },
  ],
  [
    'CommunicationSent',
    { facts: { with: 'authorities', replyDue: '2026-02' } },
    {
      en: 'Communication to the authorities, reply due February 2026',
      fr: 'Communication adressée aux autorités, réponse attendue\u00A0: février 2026',
    },
  ],
  [
    'RecommendationIssued',
    { facts: { addressee: 'Parliament', text: 'Send a report.', due: '2026-02-21/2026-02-28' } },
    {
      en: 'Recommendation to Parliament, due 21 to 28 February 2026: Send a report.',
      fr: 'Recommandation (destinataire\u00A0: Parliament, échéance\u00A0: du 21 au 28 février 2026)\u00A0: Send a report.',
    },
  ],
  [
    'RecommendationIssued',
    { facts: { addressee: 'Parliament', text: 'Send a report.' } },
    {
      en: 'Recommendation to Parliament: Send a report.',
      fr: 'Recommandation (destinataire\u00A0: Parliament)\u00A0: Send a report.',
    },
  ],
  [
    'MandateRevoked',
    { facts: { ground: 'The court had dissolved the party.', seatGivenTo: 'another party' } },
    {
      en: 'Mandate revoked, seat given to another party, The court had dissolved the party.',
      fr: 'Révocation du mandat parlementaire, attribution du siège\u00A0: another party, The court had dissolved the party.',
    },
  ],
  [
    'Released',
    { facts: { ends: 'all', ground: 'The time was over.', conditional: 'yes' } },
    {
      en: 'Released, with conditions, The time was over.',
      fr: 'Libération, sous conditions, The time was over.',
    },
  ],
  [
    'CaseOpened',
    { facts: { kind: 'collective', country: 'KH', title: 'A case' } },
    { en: 'Collective case opened, A case, Cambodia', fr: 'Ouverture d’un cas collectif, A case, Cambodge' },
  ],
  [
    'ComplaintSubmitted',
    { facts: { category: 'I.1(d)' } },
    { en: 'Complaint submitted, category I.1(d)', fr: 'Soumission de la plainte, catégorie I.1 d)' },
  ],
  [
    'ComplaintSubmitted',
    { facts: { category: 'the family' } },
    { en: 'Complaint submitted, category the family', fr: 'Soumission de la plainte, catégorie the family' },
  ],
  [
    'Rectified',
    { facts: { field: '/occurredOn', old: '2018-04', new: '2018-04-19', reason: 'misread' } },
    {
      en: 'Rectified /occurredOn: April 2018 becomes 19 April 2018, misread',
      fr: 'Rectification de /occurredOn\u00A0: avril 2018 devient 19 avril 2018, misread',
    },
  ],
])('the one line of %s', (type, development, lines) => {
  it.each(LANGUAGES)('has days in words, as precise as they were said, and countries by their names: %s', (language) =>
    expect(summaryOf({ type, ...told, ...development } as never, wordingIn(language))).toBe(lines[language]),
  );
});

it('a category of complainants has one form in a language, in what a voice tells otherwise too', () => {
  const category = factSaid('ComplaintSubmitted', 'category', 'I.1(d)');
  expect(LANGUAGES.map((language) => worded(category, wordingIn(language)))).toEqual(['I.1(d)', 'I.1 d)']);
});

it('what a document prints stays as it prints it, in the language of the record', () => {
  const facts = { lines: [{ label: 'Freedom of expression, as printed', codes: ['expression'], currently: 'all' }] };
  const line = (language: Language) => summaryOf({ type: 'ViolationsListed', facts, ...told }, wordingIn(language));
  expect(line('en')).toContain('Freedom of expression, as printed');
  expect(line('fr')).toContain('liberté d’opinion et d’expression');
});

it.each([
  [{ words: '3 billion riels', amount: '3000000000', currency: 'KHR' }, '3 billion riels'],
  [{ words: 'US$ 754,250', currency: 'KHR' }, 'US$ 754,250'],
  [{ words: '€ 1.000', currency: 'XAF' }, '€ 1.000'],
  [{ words: '754,250', currency: 'USD' }, '754,250 USD'],
  [{ amount: '300', currency: 'KHR' }, '300 KHR'],
  [{ amount: '300' }, '300'],
  [{ words: 'a sizeable fine' }, 'a sizeable fine'],
])('the words of a sum name its currency themselves; only bare figures want its code: %j', (sum, said) => {
  const line = (facts: object, language: Language) =>
    summaryOf({ type: 'AppealDecided', facts: { proceeding: 'p', ...facts }, ...told }, wordingIn(language));
  expect(line({ damages: [sum] }, 'en')).toBe(`Appeal decided (p), damages ${said}`);
  expect(line({ fines: [sum] }, 'fr')).toBe(`Décision en appel (p), amende\u00A0: ${said}`);
  expect(worded(factSaid('AppealDecided', 'damages', [sum]), wordingIn('fr'))).toBe(said);
});

it('what a voice tells of a verdict is told part by part, in the words of the language', () => {
  const rightsLost = { until: '2026-02', rights: ['vote', 'public_office'] };
  const said = (language: Language) =>
    worded(factSaid('VerdictDelivered', 'rightsLost', rightsLost), wordingIn(language));
  expect(said('en')).toBe('until: February 2026, rights: vote, public office');
  expect(said('fr')).toBe('terme\u00A0: février 2026, droits\u00A0: droit de vote, accès aux fonctions publiques');
});

it('figures stand in groups, as the language writes them', () => {
  const said = (language: Language, amount: string) =>
    worded(factSaid('AppealDecided', 'fines', [{ amount, currency: 'KHR' }]), wordingIn(language));
  expect(said('en', '3017000000')).toBe('3,017,000,000 KHR');
  expect(said('en', '1234567.5')).toBe('1,234,567.5 KHR');
  expect(said('fr', '1234567.50')).toBe('1\u202F234\u202F567,50 KHR');
});

it('English has other words than the code for what would read badly', () => {
  const facts = { axis: 'solitary', value: 'yes', detail: 'alone in a cell' };
  expect(summaryOf({ type: 'DetentionConditionsReported', facts, ...told }, wordingIn('en'))).toBe(
    'Conditions of detention: solitary confinement (yes), alone in a cell',
  );
});

it.each([
  ['212', '212th session', '212e session'],
  ['201st', '201st session', '201e session'],
  ['1', '1st session', '1re session'],
  ['111', '111th session', '111e session'],
  ['203', '203rd session', '203e session'],
  ['extraordinary', 'extraordinary session', 'extraordinary session'],
])('a session recorded as %s is told by its ordinal', (session, en, fr) => {
  const line = (language: Language) =>
    summaryOf({ type: 'DecisionAdopted', facts: { body: 'committee', session }, ...told }, wordingIn(language));
  expect([line('en'), line('fr')]).toEqual([`Decision of the Committee, ${en}`, `Décision du Comité, ${fr}`]);
});
