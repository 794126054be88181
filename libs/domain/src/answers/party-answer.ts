import { emptyStatus } from '../fold/status-body.js';
import { partyKey } from '../fold/subject.js';
import { viewNamed } from '../views/catalogue.js';
import { QuestionError, type Question } from './question.js';
import type { RecordReader } from './reader.js';
import { eventsOf, tellStatus, type Json } from './tell.js';

export async function partyStatusOn(
  reader: RecordReader,
  country: string,
  name: string | null,
  question: Question,
): Promise<Json> {
  const view = viewNamed('partyStatus')!;
  const segments = name === null ? null : await reader.segments(`party:${partyKey(country, name)}`, question);
  const status = segments?.get('partyStatus') ?? emptyStatus(view);
  return tellStatus(view, status, question.asOf, await reader.developments(eventsOf(status)));
}

/** Whether a party exists, is dissolved, …: answers.md 4. */
export async function partyAnswer(
  reader: RecordReader,
  name: string,
  country: string | undefined,
  question: Question,
): Promise<Json> {
  const countries = await reader.partyCountries(name, question.moment);
  const known = country === undefined ? countries : countries.filter((one) => one === country.toUpperCase());
  if (known.length === 0)
    throw new QuestionError(
      'not-found',
      'name',
      `No party named ${JSON.stringify(name)} is known at that time${country ? ` in ${country}` : ''}${elsewhere(countries)}`,
    );
  if (known.length > 1)
    throw new QuestionError(
      'ambiguous',
      'country',
      `Parties of that name are known in ${known.join(', ')}: say which by ?country=`,
      { countries: known },
    );
  return {
    party: name,
    country: known[0],
    ...question.echo,
    ...(await partyStatusOn(reader, known[0]!, name, question)),
  };
}

const elsewhere = (countries: readonly string[]): string =>
  countries.length === 0 ? '' : `, but one is in ${countries.join(', ')}`;
