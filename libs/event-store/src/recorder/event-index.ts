import type { EventType, EventTypes } from '#domain';
import { Column, Names } from './columns.js';
import { Ids, pack } from './ids.js';

const FIRST_SLOTS = 2_048;

/** The types of the events of many cases, outside the heap: a million of them are some tens of megabytes that no garbage collection looks at. */
export class EventIndex {
  private readonly ids = new Ids();
  private readonly cases = Column.ofWords();
  private readonly types = Column.ofWords();
  private readonly names = new Names();
  /** Of events whose ids are no UUIDs, which a file may hold. */
  private readonly others = new Map<number, Map<string, EventType>>();
  /** Open addressing: the place of an event and one more, or 0. */
  private slots = new Uint32Array(FIRST_SLOTS);

  of(reference: string): EventTypes {
    return new TypesOfCase(this, this.names.numberOf(reference));
  }

  /** Undefined: it is not in the index. */
  get(caseNumber: number, id: Uint32Array): EventType | undefined {
    const place = this.slots[this.slotOf(caseNumber, id)]! - 1;
    return place < 0 ? undefined : (this.names.at(this.types.at(place)) as EventType);
  }

  add(caseNumber: number, id: Uint32Array, type: EventType): void {
    this.ids.push(id);
    this.cases.push(caseNumber);
    this.types.push(this.names.numberOf(type));
    if (2 * this.cases.length > this.slots.length) this.grow();
    else this.slots[this.slotOf(caseNumber, id)] = this.cases.length;
  }

  getOther(caseNumber: number, id: string): EventType | undefined {
    return this.others.get(caseNumber)?.get(id);
  }

  addOther(caseNumber: number, id: string, type: EventType): void {
    const others = this.others.get(caseNumber);
    if (others) others.set(id, type);
    else this.others.set(caseNumber, new Map([[id, type]]));
  }

  /** Of the event, or the free one that it would have. */
  private slotOf(caseNumber: number, id: Uint32Array): number {
    const last = this.slots.length - 1;
    // The end of an id is as good as a hash, whether it was derived, drawn or counted.
    for (let slot = id[3]! & last; ; slot = (slot + 1) & last) {
      const place = this.slots[slot]! - 1;
      if (place < 0 || (this.cases.at(place) === caseNumber && this.ids.isAt(place, id))) return slot;
    }
  }

  private grow(): void {
    this.slots = new Uint32Array(2 * this.slots.length);
    const id = new Uint32Array(Ids.WORDS);
    for (let place = 0; place < this.cases.length; place += 1) {
      this.ids.read(place, id);
      this.slots[this.slotOf(this.cases.at(place), id)] = place + 1;
    }
  }
}

const packed = new Uint32Array(Ids.WORDS);

/** Holds nothing itself, so it can be made again at any time. */
class TypesOfCase implements EventTypes {
  constructor(
    private readonly index: EventIndex,
    private readonly caseNumber: number,
  ) {}

  get(eventId: string): EventType | undefined {
    const { index, caseNumber } = this;
    return pack(eventId, packed) ? index.get(caseNumber, packed) : index.getOther(caseNumber, eventId);
  }

  has(eventId: string): boolean {
    return this.get(eventId) !== undefined;
  }

  set(eventId: string, type: EventType): void {
    if (this.has(eventId)) return;
    if (pack(eventId, packed)) this.index.add(this.caseNumber, packed, type);
    else this.index.addOther(this.caseNumber, eventId, type);
  }
}
