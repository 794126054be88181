import { labelsIn } from '#reports';
it('reads', () => expect(labelsIn('fr').name).toBe('Français'));
