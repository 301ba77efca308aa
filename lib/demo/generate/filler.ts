/** Spreads the wanted size over all properties. */
export class Filler {
  private written = 0;
  private count = 0;
  /** bytes of a property without filling, on average */
  private plain = 0;
  private asked = 0;

  constructor(
    private readonly wanted: number | null,
    private readonly total: number,
  ) {}

  /** How many characters of filling the next property needs, to end at the wanted size. */
  ask(): number {
    const due = this.wanted === null || this.count === 0 ? 0 : (this.wanted / this.total) * (this.count + 1);
    this.asked = Math.max(0, Math.round(due - this.written - this.plain));
    return this.asked;
  }

  wrote(text: string): void {
    const bytes = Buffer.byteLength(text);
    this.count++;
    this.plain += (bytes - this.asked - this.plain) / this.count;
    this.written += bytes;
  }
}
