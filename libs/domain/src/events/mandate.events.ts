import { defineEvents } from './define-events.js';
import { NoFacts } from './liberty.facts.js';
import * as facts from './mandate.facts.js';
import { dated, line, printed, say, term, word, type Said } from './say.js';

const ENDINGS = {
  term: say`end of term`,
  dissolution: say`dissolution`,
  resigned: say`resigned`,
  other: undefined,
};

/** The parliamentary mandate, immunity, political rights and parties. */
export const mandateEvents = defineEvents({
  MandateBegan: {
    group: 'mandate',
    facts: facts.MandateBegan,
    meaning: 'The person was elected or appointed; whether the seat was taken is told apart.',
    source: 'Committee procedure (who is a member of parliament); domain.md 3.3',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ how, seated, chamber, until }) =>
      line(say`Mandate began`, word(how), chamber, seated === 'no' && say`not seated`, say`until ${dated(until)}`),
    upcasters: [],
    example: { how: 'elected', seated: 'yes', chamber: 'Althing', until: '2018-07-29' },
  },
  ImmunityLifted: {
    group: 'mandate',
    facts: facts.Immunity,
    meaning: 'Parliamentary immunity was lifted, or treated as lifted.',
    source: 'domain.md 3.1, 1.1 (13)',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ body }) => line(say`Immunity lifted`, say`by ${body}`),
    upcasters: [],
    example: { body: 'the Parliament' },
  },
  ImmunityRestored: {
    group: 'mandate',
    facts: facts.Immunity,
    meaning: 'Parliamentary immunity was given back.',
    source: 'model.md 5',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ body }) => line(say`Immunity restored`, say`by ${body}`),
    upcasters: [],
    example: {},
  },
  MandateSuspended: {
    group: 'mandate',
    facts: facts.MandateTaken,
    meaning: 'The person may not exercise the mandate for the time being.',
    source: 'IPU category “abusive revocation or suspension of the parliamentary mandate”; domain.md 3.1',
    hits: 'people',
    actOf: 'authorities',
    summary: taken(say`Mandate suspended`),
    upcasters: [],
    example: { authority: 'the Bureau of Parliament', ground: 'absence from sittings' },
  },
  MandateRevoked: {
    group: 'mandate',
    facts: facts.MandateTaken,
    meaning: 'The mandate was taken before its term, by whatever authority.',
    source: 'IPU category “abusive revocation of the parliamentary mandate”; domain.md 3.1',
    hits: 'people',
    actOf: 'authorities',
    summary: taken(say`Mandate revoked`),
    upcasters: [],
    example: {
      authority: 'the Electoral Commission',
      ground: 'dissolution of the party',
      seatGivenTo: 'another party',
    },
  },
  MandateRestored: {
    group: 'mandate',
    facts: NoFacts,
    meaning: 'A mandate suspended or revoked was given back.',
    source: 'domain.md 3.5 (reinstatement)',
    hits: 'people',
    actOf: 'authorities',
    summary: () => say`Mandate restored`,
    upcasters: [],
    example: {},
  },
  MandateEnded: {
    group: 'mandate',
    facts: facts.MandateEnded,
    meaning: 'The mandate ended otherwise than by being taken.',
    source: 'model.md 5',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ how }) => line(say`Mandate ended`, ENDINGS[how]),
    upcasters: [],
    example: { how: 'term' },
  },
  PoliticalBanImposed: {
    group: 'mandate',
    facts: facts.PoliticalBanImposed,
    meaning: 'Political rights were taken, otherwise than by a logged verdict.',
    source: 'HURIDOCS 4.170102; domain.md 1.1 (9)',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ authority, duration, until, indefinite, rights }) =>
      line(
        say`Banned from political activity`,
        say`for ${term(duration)}`,
        say`until ${dated(until)}`,
        indefinite && say`without end`,
        say`rights lost: ${rights?.map((right) => printed(right, 'rights'))}`,
        say`by ${authority}`,
      ),
    upcasters: [],
    example: { authority: 'Supreme Court', duration: 'P5Y', rights: ['stand'], appeal: false },
  },
  PoliticalBanLifted: {
    group: 'mandate',
    facts: facts.PoliticalBanLifted,
    meaning: 'A ban was ended before its time, by rehabilitation or because it was quashed.',
    source: 'domain.md 1.1 (10)',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ ground, instrument }) => line(say`Ban from political activity lifted`, word(ground), instrument),
    upcasters: [],
    example: { ends: 'all', ground: 'rehabilitated', instrument: 'decree 7' },
  },
  PartyDissolutionRequested: {
    group: 'mandate',
    facts: facts.OfParty,
    meaning: 'A court or authority was asked to dissolve the party.',
    source: 'HURIDOCS 4.120103',
    hits: 'case',
    actOf: 'authorities',
    summary: party(say`Dissolution requested`),
    upcasters: [],
    example: { party: 'Example Rescue Party', authority: 'Ministry of the Interior' },
  },
  PartyDissolved: {
    group: 'mandate',
    facts: facts.OfParty,
    meaning: 'The party was dissolved.',
    source: 'HURIDOCS 4.120103',
    hits: 'case',
    actOf: 'court',
    summary: party(say`Party dissolved`),
    upcasters: [],
    example: { party: 'Example Rescue Party', authority: 'Supreme Court' },
  },
  PartyDisqualified: {
    group: 'mandate',
    facts: facts.OfParty,
    meaning: 'The party was barred from an election.',
    source: 'HURIDOCS 4.170102',
    hits: 'case',
    actOf: 'authorities',
    summary: party(say`Party disqualified`),
    upcasters: [],
    example: { party: 'Example Light Party', authority: 'Electoral Commission' },
  },
  PartyReinstated: {
    group: 'mandate',
    facts: facts.OfParty,
    meaning: 'A party dissolved or disqualified may act again.',
    source: 'model.md 5',
    hits: 'case',
    actOf: 'authorities',
    summary: party(say`Party reinstated`),
    upcasters: [],
    example: { party: 'Example Rescue Party' },
  },
});

function taken(what: Said) {
  return ({ authority, ground, seatGivenTo }: facts.MandateTaken): Said =>
    line(what, say`by ${authority}`, say`seat given to ${seatGivenTo}`, ground);
}

function party(what: Said) {
  return ({ party, authority }: facts.OfParty): Said => line(what, party, say`by ${authority}`);
}
