import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asProjection } from '../projection.js';
import { got } from '../steps.js';

/** How many developments of each type the record holds: what the metrics tell. */
@Entity('event_counts_v1', { withoutRowid: true })
export class EventCountRow {
  @PrimaryColumn('text') type!: string;
  @Column('integer') count!: number;
}

export const projection = asProjection<EventCountRow>({
  row: EventCountRow,
  on: {
    *every({ type }, rows) {
      const known = yield* got(rows.find({ type }));
      yield* got(rows.save({ type, count: (known?.count ?? 0) + 1 }));
    },
  },
});
