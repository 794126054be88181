import type { Question, RecordReader } from '#domain';
import { pictureOfCaseSvg, pictureOfPersonSvg } from '#reports';
import { ABROAD, asked, line, opened, recordOf, recordOfLines, SAMPLE, type Loaded } from './record.js';

/** Its elements open and close as XML asks; text holds no bare sign of markup. */
function faultIn(svg: string): string | null {
  const open: string[] = [];
  for (const [, text, close, name, self] of svg.matchAll(
    /([^<]*)<(\/?)([a-zA-Z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text!)) return `bare & in ${text!}`;
    if (close === '/') {
      if (open.pop() !== name) return `</${name!}> closes something else`;
    } else if (self !== '/') open.push(name!);
  }
  return open.length === 0 ? null : `<${open.at(-1)!}> is not closed`;
}

const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<(?:text|tspan|title|desc)[^>]*>([^<]+)/g)].map(([, text]) => text!);

const person = (reader: RecordReader, reference: string, question: Question, language: 'en' | 'fr' = 'en') =>
  pictureOfPersonSvg(reader, { reference, language }, question);

describe('a picture', () => {
  it('says in words what it draws: who, each span of days with its certainty, and by what record', async () => {
    const record = await recordOfLines([
      opened('TST-01', '2019-01-01', { name: 'A <b> & "c"' }),
      line('TST-01', 'Arrested', '2019-02-01', {}),
      line('TST-01', 'Released', '[2019-03-01..2019-03-20]', { ends: 'all' }, { knownSince: '2019-04-01' }),
      line(
        'TST-01',
        'Fled',
        '../2019-05-01',
        {},
        {
          knownSince: '2019-05-02',
          assertions: [
            { by: 'committee', source: 's' },
            { by: 'court', source: 's', stance: 'denies' },
          ],
        },
      ),
    ]);
    const svg = await person(record.rows, 'TST-01', await asked(record.rows, '2019-06-01'));
    expect(faultIn(svg)).toBeNull();
    const [title, desc] = textsOf(svg);
    expect(title).toContain('TST-01 A &lt;b&gt; &amp; &quot;c&quot;, as of 1 June 2019');
    expect(desc).toContain('1 February 2019 to 1 March 2019 arrested');
    expect(desc).toContain('1 March 2019 to 20 March 2019 released or arrested, possible');
    expect(desc).toContain('20 March 2019 to now released, established');
    expect(svg).toContain('role="img" aria-labelledby="title desc"');
    expect(await person(record.replay, 'TST-01', await asked(record.replay, '2019-06-01'))).toBe(svg);
    await record.close();
  });

  it('draws that nothing is recorded where that is disputed, as the sheet tells it', async () => {
    const record = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      opened('TST-COLL-01', '2019-01-01', { kind: 'collective', title: 'Members' }),
      line('TST-COLL-01', 'MembersAdded', '2019-01-02', {}, { appliesTo: ['TST-01'] }),
      line(
        'TST-01',
        'Arrested',
        '2019-02-01',
        {},
        {
          assertions: [
            { by: 'complainant', source: 's' },
            { by: 'authorities', source: 's', stance: 'denies' },
          ],
        },
      ),
    ]);
    const question = await asked(record.rows, '2019-06-01');
    const told = '1 February 2019 to now none recorded, disputed';
    expect(textsOf(await person(record.rows, 'TST-01', question))[1]).toContain(`Liberty: ${told}`);
    const svg = await pictureOfCaseSvg(record.rows, { reference: 'TST-COLL-01', language: 'en' }, question);
    expect(textsOf(svg)[1]).toContain(told);
    expect(svg).toContain('>! none recorded');
    await record.close();
  });

  it('marks what is only possible, what is disputed and what began on an unknown day without colour', async () => {
    const record = await recordOf(SAMPLE);
    const question = await asked(record.rows, '2018-10-18');
    const svg = await person(record.rows, 'KHM-60', question);
    expect(svg).toMatch(/stroke-dasharray="4 3"/);
    expect(svg).toMatch(/>! lifted|>!</);
    // Each value of the legend has its own hatching as long as there are not more values than hatchings.
    const paths = [...svg.matchAll(/<pattern[^>]*>.*?<path d="([^"]*)"/g)].slice(0, 11).map(([, path]) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(faultIn(svg)).toBeNull();
    await record.close();
  });

  it('speaks in the words of its reader, never in codes', async () => {
    const record = await recordOf(SAMPLE);
    const question = await asked(record.rows, '2026-02-18');
    for (const [language, words] of [
      ['en', ['house arrest', 'Parliamentary mandate', 'as of 18 February 2026']],
      ['fr', ['assignation à résidence', 'Mandat parlementaire', 'au 18 février 2026', 'fait établi']],
    ] as const) {
      const svg = await person(record.rows, 'KHM-60', question, language);
      expect(svg).toContain(`xml:lang="${language}"`);
      expect(svg).toContain(language === 'en' ? ': goes on<' : '\u00A0: continue<');
      for (const word of words) expect(textsOf(svg).join(' ')).toContain(word);
      expect(textsOf(svg).join(' ')).not.toMatch(/[a-z]_[a-z]/);
      expect(faultIn(svg)).toBeNull();
    }
    await record.close();
  });

  it('draws from when on nothing has confirmed a status for too long, until something did', async () => {
    const record = await recordOfLines([
      opened('TST-01', '2015-01-01'),
      line('TST-01', 'Arrested', '2015-02-01', {}),
      line(
        'TST-01',
        'StatusReported',
        '2018-05-10',
        { view: 'custody', value: 'arrested' },
        { knownSince: '2018-05-11' },
      ),
      line('TST-01', 'Fled', '2020-05-10', {}),
    ]);
    const { rows } = record;
    const svg = await person(rows, 'TST-01', await asked(rows, '2018-05-01', '2018-05-01'));
    expect(svg).toContain('class="stale"');
    expect(svg).toContain('1 February 2015 to now: arrested');
    expect(svg).toContain('2 February 2016 to now last confirmed on 1 February 2015');
    expect(svg).toContain('faded, dotted</tspan>: not confirmed for so long that it may have ended');
    const french = await person(rows, 'TST-01', await asked(rows, '2018-05-01', '2018-05-01'), 'fr');
    expect(french).toContain('du 2 février 2016 au jour de la question dernière confirmation le 1er février 2015');
    expect(french).toContain('estompé, pointillé</tspan>\u00A0: sans confirmation depuis si longtemps');
    for (const one of [svg, french]) expect(faultIn(one)).toBeNull();
    const later = await person(rows, 'TST-01', await asked(rows, '2018-12-01'));
    expect(later).not.toContain('class="stale"');
    expect(await person(rows, 'TST-01', await asked(rows, '2016-02-01'))).not.toContain('class="stale"');
    await record.close();
  });

  it('is one bar for as long as it says the same, whatever was reported of it meanwhile', async () => {
    const record = await recordOf(SAMPLE);
    const svg = await person(record.rows, 'KHM-60', await asked(record.rows, '2026-02-18'));
    expect(textsOf(svg).filter((text) => text === 'house arrest')).toHaveLength(2);
    expect(svg).toContain('10 September 2018 to now: house arrest');
    await record.close();
  });

  it.each(['0000-01-01', '0001-02-28', '0099-06-01', '1899-12-31', '9999-12-31'])(
    'of %s has an axis that ends, however far away the day',
    async (asOf) => {
      const record = await recordOfLines([
        opened('TST-01', '2019-01-01'),
        line('TST-01', 'Arrested', '2019-02-01', {}),
      ]);
      const svg = await person(record.rows, 'TST-01', await asked(record.rows, asOf));
      const ticks = svg.match(/stroke="#bbbbbb"/g) ?? [];
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThan(15);
      expect(svg.length).toBeLessThan(20_000);
      await record.close();
    },
  );

  it('of a case has a row for each member of whom something is recorded', async () => {
    for (const [file, reference, asOf] of [
      [SAMPLE, 'KHM-COLL-03', '2018-10-18'],
      [ABROAD, 'VEN-COLL-60', '2021-06-30'],
    ] as const) {
      const record = await recordOf(file);
      const question = await asked(record.rows, asOf);
      const svg = await pictureOfCaseSvg(record.rows, { reference, view: 'membership', language: 'en' }, question);
      expect(faultIn(svg)).toBeNull();
      expect((svg.match(/<g>.*?<text x="16"/g) ?? []).length).toBeGreaterThan(1);
      await record.close();
    }
  });

  describe('of a case', () => {
    let record: Loaded;
    beforeAll(
      async () =>
        void (record = await recordOfLines([
          opened('TST-COLL-01', '2019-01-01', { kind: 'collective', name: undefined, title: 'Three' }),
          ...['TST-01', 'TST-02', 'TST-03', 'TST-04'].flatMap((one) => [
            opened(one, '2019-01-01'),
            line(one, 'Arrested', '2019-02-01'),
          ]),
          line('TST-COLL-01', 'MembersAdded', '2019-01-10', {}, { appliesTo: ['TST-01', 'TST-02', 'TST-03'] }),
          line('TST-COLL-01', 'MembersRemoved', '2019-03-10', {}, { appliesTo: ['TST-01'] }),
          line(
            'TST-COLL-01',
            'MembersRemoved',
            '[2019-04-01..2019-04-20]',
            {},
            { appliesTo: ['TST-02'], knownSince: '2019-04-21' },
          ),
          line('TST-COLL-01', 'MembersAdded', '2019-06-01', {}, { appliesTo: ['TST-04'] }),
        ])),
    );
    afterAll(() => record.close());
    const drawn = async (asOf: string, knownAt?: string, language: 'en' | 'fr' = 'en') => {
      const question = await asked(record.rows, asOf, knownAt);
      const svg = await pictureOfCaseSvg(record.rows, { reference: 'TST-COLL-01', language }, question);
      expect(faultIn(svg)).toBeNull();
      return svg;
    };
    const rowsOf = (svg: string): string[] =>
      [...svg.matchAll(/<text x="16"[^>]*><title>(TST-\d+)/g)].map(([, reference]) => reference!);

    it('draws everybody who was in it by that day, who left too, and when they were', async () => {
      const svg = await drawn('2019-05-01');
      expect(rowsOf(svg)).toEqual(['TST-03', 'TST-01', 'TST-02']);
      expect(textsOf(svg)[1]).toContain(
        'TST-01 Person TST-01: 10 January 2019 to 10 March 2019 member of the case; 1 February 2019 to now arrested',
      );
      expect(textsOf(svg)[1]).toContain('10 January 2019 to now member of the case');
      expect(textsOf(svg)).toContain('1 April 2019 to 20 April 2019: possibly a member of the case');
      expect(svg).toContain('line below</tspan>: member of the case on these days; dashed: possibly');
      expect(rowsOf(await drawn('2019-07-01'))).toEqual(['TST-03', 'TST-04', 'TST-01', 'TST-02']);
    });

    it('knows of no departure before it was known, and is told in French too', async () => {
      const svg = await drawn('2019-05-01', '2019-04-01', 'fr');
      expect(rowsOf(svg)).toEqual(['TST-02', 'TST-03', 'TST-01']);
      expect(textsOf(svg)[1]).toContain('du 10 janvier 2019 au 10 mars 2019 membre du cas');
    });

    it('has no such line of a person, whose case it is', async () => {
      expect(await person(record.rows, 'TST-01', await asked(record.rows, '2019-05-01'))).not.toContain('member of');
    });

    it('of one person draws every view, or the one that is asked for', async () => {
      const question = await asked(record.rows, '2019-05-01');
      const views = async (view?: string) => {
        const svg = await pictureOfCaseSvg(record.rows, { reference: 'TST-01', view, language: 'en' }, question);
        return [...svg.matchAll(/<text x="16"[^>]*><title>([^<]+)/g)].map(([, title]) => title);
      };
      expect(await views()).toEqual(['Liberty', 'Member of a case']);
      expect(await views('custody')).toEqual(['Liberty']);
      expect(await views('exile')).toEqual([]);
      await expect(views('shoe')).rejects.toMatchObject({ parameter: 'view' });
    });

    it('says how many rows it leaves out, which are of those who left it', async () => {
      const references = Array.from({ length: 123 }, (_, n) => `TST-${n + 1}`);
      const large = await recordOfLines([
        opened('TST-COLL-01', '2019-01-01', { kind: 'collective', name: undefined, title: 'Many' }),
        ...references.map((one) => opened(one, '2019-01-01')),
        line('TST-COLL-01', 'MembersAdded', '2019-01-10', {}, { appliesTo: references }),
        line('TST-COLL-01', 'Arrested', '2019-02-01', {}, { appliesTo: references }),
        line('TST-COLL-01', 'MembersRemoved', '2019-03-10', {}, { appliesTo: ['TST-1', 'TST-2', 'TST-3'] }),
      ]);
      const question = await asked(large.rows, '2019-05-01');
      const svg = await pictureOfCaseSvg(large.rows, { reference: 'TST-COLL-01', language: 'en' }, question);
      expect(rowsOf(svg)).toHaveLength(120);
      expect(rowsOf(svg)[0]).toBe('TST-4');
      expect(textsOf(svg)[0]).toContain('; rows that are not drawn: 3');
      await large.close();
    });
  });

  it('of a person marks what the Committee did on the case of that person by that day', async () => {
    const record = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      line('TST-01', 'Arrested', '2019-02-01'),
      line('TST-01', 'HearingHeld', '2019-03-01', { with: 'the authorities' }),
      line('TST-01', 'DecisionAdopted', '2019-05-01', { body: 'committee' }),
    ]);
    const svg = await person(record.rows, 'TST-01', await asked(record.rows, '2019-04-01'));
    expect(textsOf(svg)).toContain('1 March 2019: Hearing held');
    expect(textsOf(svg).join(' ')).not.toContain('1 May 2019: ');
    await record.close();
  });

  it('of somebody of whom nothing is recorded says so', async () => {
    const record = await recordOfLines([opened('TST-01', '2019-01-01')]);
    const svg = await person(record.rows, 'TST-01', await asked(record.rows, '2018-01-01'));
    expect(textsOf(svg).join(' ')).toContain('Nothing is recorded.');
    await expect(person(record.rows, 'NIX', await asked(record.rows, '2018-01-01'))).rejects.toMatchObject({
      code: 'not-found',
    });
    await record.close();
  });
});
