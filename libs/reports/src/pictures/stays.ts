import type { Day, Question, RecordReader } from '#domain';
import { byNumber } from '../sheet/roster.js';
import { memberStretches } from '../statistics/docket.js';
import { ALWAYS, type Stretch } from '../statistics/stretches.js';

/** Days on which somebody was, or may have been, a member of a case. */
export interface Stay {
  readonly from: Day;
  /** Exclusive; null: goes on to the day of the question. */
  readonly to: Day | null;
  readonly isPossible: boolean;
}

export interface Member {
  readonly reference: string;
  readonly stays: readonly Stay[];
}

/** Everybody who was, or may have been, a member of a case on some day up to that of the question; those of that very day first. */
export async function membersUntil(
  reader: RecordReader,
  reference: string,
  { moment, asOf }: Question,
): Promise<Member[]> {
  const [present, former]: [Member[], Member[]] = [[], []];
  for (const member of [...(await reader.everMembers(reference, moment))].sort(byNumber)) {
    const memberships = await reader.timeline(member, 'membership', moment, 'working');
    const stretches = memberStretches(memberships, new Map([[reference, [ALWAYS]]]));
    const stays = joined(stretches.filter(({ from }) => from <= asOf)).map(({ from, to, certain }): Stay => ({
      from,
      to: to > asOf ? null : to,
      isPossible: !certain,
    }));
    if (stays.length === 0) continue;
    (stays.at(-1)!.to === null ? present : former).push({ reference: member, stays });
  }
  return [...present, ...former];
}

/** What changed of a membership otherwise ends no stay. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const one of stretches) {
    const last = found.at(-1);
    if (last?.to === one.from && last.certain === one.certain) found[found.length - 1] = { ...last, to: one.to };
    else found.push(one);
  }
  return found;
}
