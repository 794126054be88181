import { Edtf, Id, Json, JsonObject, Keeps, LongText, OneOf, Optional, Personal, Pointer, Text } from './fields.js';
import { nearest } from './nearest.js';
import { valuesOf, VIEW_NAMES } from './view-values.js';

const isWordOfView = ({ view, value }: Readonly<Record<string, unknown>>): boolean => {
  if (view === undefined || value === undefined) return true;
  return valuesOf(view).some((word) => word === value);
};

function wordsOfView({ view, value }: Readonly<Record<string, unknown>>): string {
  const words = valuesOf(view);
  const near = nearest(String(value), words);
  return `must be one of the words of ${String(view)}: ${words.join(', ')}${near === null ? '' : `; did you mean ${near}?`}`;
}

@Keeps({
  says: 'must be one of the words of that view, as the catalogue lists them',
  tells: wordsOfView,
  at: 'value',
  holds: isWordOfView,
  holdsInPart: isWordOfView,
  // Asked for when all views are loaded, which is after this class.
  get schema() {
    return {
      oneOf: VIEW_NAMES.map((view) => ({
        properties: { view: { const: view }, value: { enum: [...valuesOf(view)] } },
      })),
    };
  },
})
export class StatusReported {
  @OneOf(VIEW_NAMES, 'the view that it speaks about') readonly view!: string;
  @Text('the word of that view that held', 50) readonly value!: string;
  @Optional()
  @Personal()
  @JsonObject('details of that view, such as name, side and office of a party')
  readonly details?: Readonly<Record<string, unknown>>;
}

export class DevelopmentNoted {
  @Id('what kind of development, in a word or two') readonly kind!: string;
  @Personal() @LongText('what happened') readonly text!: string;
}

export class SourceAdded {
  @Optional() @Edtf('the day on which, by that source, the thing still held') readonly stillOn?: string;
}

export class Rectified {
  @Pointer('which field was wrong') readonly field!: string;
  @Personal() @Json('what stood there, or null for nothing') readonly old!: unknown;
  @Personal() @Json('what stands there from now, or null for nothing') readonly new!: unknown;
  @Text('why') readonly reason!: string;
}

export class Retracted {
  @Text('why') readonly reason!: string;
}
