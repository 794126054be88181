type Values = Float64Array | Uint32Array;

const FIRST_LENGTH = 1_024;

/** Numbers one after the other, outside the heap: a million of them are a few megabytes that no garbage collection looks at. */
export class Column<V extends Values = Values> {
  length = 0;
  private values: V;

  constructor(private readonly allocate: (length: number) => V) {
    this.values = allocate(FIRST_LENGTH);
  }

  static readonly ofFloats = (): Column => new Column((length) => new Float64Array(length));
  static readonly ofWords = (): Column => new Column((length) => new Uint32Array(length));

  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  private grow(): void {
    const larger = this.allocate(2 * this.values.length);
    larger.set(this.values);
    this.values = larger;
  }
}

/** Names by number, each kept once. */
export class Names {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];

  get count(): number {
    return this.names.length;
  }

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  at(number: number): string {
    return this.names[number]!;
  }
}
