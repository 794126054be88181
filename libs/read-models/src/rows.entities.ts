import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/**
 * The rows. They are disposable: a changed table gets a new name (`_v2`) and is built again from the log. Ordinals (`seq`) count the events of
 * the log from 1, whatever its positions look like; `known_to` is exclusive, `OPEN` where nothing has replaced a row.
 */
export const OPEN = Number.MAX_SAFE_INTEGER;

/** How far the log was applied, and the proof that nothing was left out. */
@Entity('checkpoint_v1')
export class CheckpointRow {
  @PrimaryColumn('text') projection!: string;
  @Column('integer') seq!: number;
  @Column('text') position!: string;
  @Column('integer') count!: number;
  @Column('text') digest!: string;
  /** What the rules were that made the rows; others make other rows. */
  @Column('text') rules!: string;
}

@Entity('streams_v1', { withoutRowid: true })
export class StreamRow {
  @PrimaryColumn('text') stream!: string;
  @Column('integer') revision!: number;
}

/** Every event of the log. `json` is missing where it could not be read, or waits behind one that could not. */
@Entity('developments_v1')
@Index(['stream', 'revision'], { unique: true })
@Index(['stream', 'key'])
@Index(['known_since_ms', 'seq'])
@Index(['root'], { where: '"root" <> "seq"' })
export class DevelopmentRow {
  @PrimaryColumn('integer') seq!: number;
  @Column('text') @Index({ unique: true }) position!: string;
  @Column('text') @Index({ unique: true }) event_id!: string;
  @Column('text') stream!: string;
  @Column('integer') revision!: number;
  @Column('text') type!: string;
  @Column('integer') known_since_ms!: number;
  @Column('text', { nullable: true }) key!: string | null;
  /** Of an annotation: the event that it, or what it speaks about, is about; else its own ordinal. */
  @Column('integer') root!: number;
  @Column('text', { nullable: true }) json!: string | null;
}

/** Which events the timelines of a reference, a party or a group are folded from. */
@Entity('concerns_v1', { withoutRowid: true })
@Index(['seq'])
export class ConcernRow {
  @PrimaryColumn('text') subject!: string;
  @PrimaryColumn('integer') seq!: number;
}

/** Events that name another one by key or id, in `after` or `before`: they need not be about the same people. */
@Entity('mentions_v1', { withoutRowid: true })
@Index(['root'])
export class MentionRow {
  @PrimaryColumn('text') name!: string;
  @PrimaryColumn('integer') root!: number;
}

@Entity('members_v1', { withoutRowid: true })
@Index(['person'])
export class MemberRow {
  @PrimaryColumn('text') case_ref!: string;
  @PrimaryColumn('text') person!: string;
  /** The addition. */
  @PrimaryColumn('integer') root!: number;
}

/** Events that may hit any member of a case, now or later: those `among` its people, and its boxes of violations. */
@Entity('among_events_v1', { withoutRowid: true })
export class AmongEventRow {
  @PrimaryColumn('text') case_ref!: string;
  @PrimaryColumn('integer') root!: number;
}

@Entity('case_countries_v1', { withoutRowid: true })
export class CaseCountryRow {
  @PrimaryColumn('text') case_ref!: string;
  @PrimaryColumn('text') country!: string;
}

@Entity('parties_v1', { withoutRowid: true })
export class PartyRow {
  @PrimaryColumn('text') name!: string;
  @PrimaryColumn('text') country!: string;
}

/** Whom a case reference means, and since and until which event the record knew it so. */
@Entity('subjects_v1')
@Index(['reference', 'known_from'])
export class SubjectVersionRow {
  @PrimaryGeneratedColumn() id!: number;
  @Column('text') reference!: string;
  @Column('text') kind!: string;
  @Column('text') country!: string;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('integer') known_from!: number;
  @Column('integer') known_to!: number;
}

/** Every label by which a case can be found, without case, hyphens and slashes. */
@Entity('labels_v1')
@Index(['label', 'known_from'])
@Index(['reference'])
export class LabelRow {
  @PrimaryGeneratedColumn() id!: number;
  @Column('text') label!: string;
  @Column('text') reference!: string;
  @Column('integer') known_from!: number;
  @Column('integer') known_to!: number;
}

/**
 * A span of days for which a view of a subject has one status, known from one event until another. `listed_under` repeats a possible status
 * under each of its other values, for the board; a subject's own status is the row listed under its own value.
 */
@Entity('segments_v1')
@Index(['subject', 'known_to'])
@Index('turns_v1', ['view', 'valid_from'])
@Index('board_v1', [
  'kind',
  'view',
  'lens',
  'listed_under',
  'fork',
  'valid_from',
  'valid_to',
  'known_from',
  'known_to',
  'subject',
  'certainty',
  'apart',
])
export class SegmentRow {
  @PrimaryGeneratedColumn() id!: number;
  @Column('text') subject!: string;
  @Column('text') kind!: string;
  @Column('text') view!: string;
  @Column('text') lens!: string;
  @Column('integer') valid_from!: number;
  @Column('integer') valid_to!: number;
  @Column('integer') known_from!: number;
  @Column('integer') known_to!: number;
  @Column('text') value!: string;
  @Column('text') certainty!: string;
  @Column('text') listed_under!: string;
  /** For the board: see `forkOf`. */
  @Column('integer') fork!: number;
  /** Of a row by `working`: one bit for each lens that has an answer of its own. */
  @Column('integer') apart!: number;
  @Column('text') otherwise!: string;
  @Column('text') body!: string;
}

/** Streams that stopped at an event which could not be read. */
@Entity('parked_v1', { withoutRowid: true })
export class ParkedRow {
  @PrimaryColumn('text') stream!: string;
  @Column('integer') revision!: number;
  @Column('integer') seq!: number;
  @Column('text') position!: string;
  @Column('text') reason!: string;
}

/** Who is named, as far as that can be told, by events that cannot be read or wait behind one. */
@Entity('waiting_v1', { withoutRowid: true })
export class WaitingRow {
  @PrimaryColumn('text') reference!: string;
  @PrimaryColumn('text') stream!: string;
}

export const ENTITIES = [
  CheckpointRow,
  StreamRow,
  DevelopmentRow,
  ConcernRow,
  MentionRow,
  MemberRow,
  AmongEventRow,
  CaseCountryRow,
  PartyRow,
  SubjectVersionRow,
  LabelRow,
  SegmentRow,
  ParkedRow,
  WaitingRow,
];
