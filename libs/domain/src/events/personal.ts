import { fieldsOf, type FactsClass } from './registry.js';
import type { Spec } from './specs.js';

/** The marked fields of a payload, nested ones included. */
export function personalPathsOf(type: FactsClass): string[] {
  return fieldsOf(type).flatMap(({ name, spec, personal }) =>
    personal ? [`/${name}`] : inside(spec).map((path) => `/${name}${path}`),
  );
}

function inside(spec: Spec): string[] {
  if (spec.kind === 'nested') return personalPathsOf(spec.of());
  if (spec.kind === 'list') return inside(spec.of).map((path) => `/*${path}`);
  return [];
}
