import { provenanceOf } from '#reports';
import { ABROAD, asked, line, opened, recordOf, recordOfLines, SAMPLE } from './record.js';

type Node = Readonly<Record<string, unknown>>;

describe('the provenance of a case', () => {
  it('tells of each development who logged it and from which sources, of a correction what it revises, of a withdrawal what it ends', async () => {
    const record = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      line('TST-01', 'Arrested', '2019-02-01', {}, { key: 'arrest' }),
      line('TST-01', 'Fled', '2019-02-03', {}, { key: 'flight' }),
      line(
        'TST-01',
        'Rectified',
        '2019-03-01',
        { field: '/occurredOn', old: '2019-02-01', new: '2019-02-02', reason: 'r' },
        { target: 'arrest' },
      ),
      line('TST-01', 'Retracted', '2019-03-02', { reason: 'r' }, { target: 'flight' }),
    ]);
    const bundle = await provenanceOf(record.rows, 'TST-01', await asked(record.rows, '2019-04-01'));
    const graph = bundle['@graph'] as Node[];
    const of = (type: string): Node => graph.find((node) => node['habeas:type'] === type)!;
    expect(of('Arrested')).toMatchObject({ '@type': 'prov:Entity', 'habeas:occurredOn': '2019-02-02' });
    expect(of('Rectified')['revisionOf']).toBe(of('Arrested')['@id']);
    expect(of('Fled')['invalidatedBy']).toBe(of('Retracted')['generatedBy']);
    const logging = graph.find((node) => node['@id'] === of('Arrested')['generatedBy'])!;
    expect(logging).toMatchObject({ '@type': 'prov:Activity' });
    expect(graph.find((node) => node['@id'] === logging['associatedWith'])).toMatchObject({ label: 'test' });
    await record.close();
  });

  it.each([
    [SAMPLE, 'KHM-COLL-03'],
    [ABROAD, 'VEN-COLL-60'],
  ])(
    'of %s refers to nothing that it does not hold, holds nothing twice, and is the same by the log alone',
    async (file, reference) => {
      const record = await recordOf(file);
      const [bundle, replayed] = await Promise.all(
        [record.rows, record.replay].map(async (reader) =>
          provenanceOf(reader, reference, await asked(reader, '2026-11-22')),
        ),
      );
      expect(JSON.stringify(replayed)).toBe(JSON.stringify(bundle));
      const graph = bundle!['@graph'] as Node[];
      const held = new Set(graph.map((node) => node['@id']));
      expect(held.size).toBe(graph.length);
      const links = Object.entries(bundle!['@context'] as Record<string, { '@type'?: string }>).flatMap(([name, is]) =>
        is['@type'] === '@id' ? [name] : [],
      );
      const referred = graph.flatMap((node) => links.flatMap((link) => node[link] ?? []));
      expect(referred.filter((id) => !held.has(id))).toEqual([]);
      expect(referred.length).toBeGreaterThan(20);
      await record.close();
    },
  );
});
