export interface TurnLimits {
  atOnce: number;
  /** More than these are turned away. */
  waiting: number;
}

/** Lets a few work at once, has others wait for their turn, and turns the rest away. */
export class Turns {
  private working = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly limits: TurnLimits) {}

  /** Null: too many wait already. */
  async take<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.working >= this.limits.atOnce) {
      if (this.queue.length >= this.limits.waiting) return null;
      // Whoever ends hands its place on.
      await new Promise<void>((resolve) => this.queue.push(resolve));
    } else this.working++;
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.working--;
    }
  }
}
