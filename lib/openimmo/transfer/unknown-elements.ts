import { LIMITS } from '../limits';
import { type Message, message } from '../messages';
import { isKnownElement, isUserDefined } from '../vocabulary';

/** Counts elements the format does not know, one message per name. What stands inside `user_defined_…` is free. */
export class UnknownElements {
  private readonly counts = new Map<string, { count: number; line: number }>();
  private userDefined = 0;
  /** How many there were. */
  total = 0;

  enter(name: string, line: number): void {
    if (isKnownElement(name)) return;
    if (isUserDefined(name)) this.userDefined++;
    if (this.userDefined > 0) return;
    this.total++;
    const known = this.counts.get(name);
    if (known) known.count++;
    else if (this.counts.size < LIMITS.unknownElementNames) this.counts.set(name, { count: 1, line });
  }

  leave(name: string): void {
    if (this.userDefined > 0 && isUserDefined(name)) this.userDefined--;
  }

  messages(): Message[] {
    return [...this.counts].map(([element, { count, line }]) => message('F-unknown-element', { element, count, line }));
  }
}
