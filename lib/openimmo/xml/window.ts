import { Place } from './place';

/** The part of a file that is looked at; what of it is not read to its end stays, and the next piece comes behind it. */
export class TextWindow {
  readonly place = new Place();
  text = '';
  /** the next character that is to be read */
  at = 0;
  /** Nothing comes behind the text. */
  isLast = false;
  private waiting: string[] = [];
  private waitingLength = 0;
  private wantedLength = 0;
  private endedWithReturn = false;

  /** Characters that came and were not read. */
  get unread(): number {
    return this.text.length - this.at + this.waitingLength;
  }

  /** The line up to which text came. */
  get line(): number {
    this.load();
    return this.place.count(this.text.length);
  }

  /** Line ends of all kinds become one. */
  unify(chunk: string): string {
    const text = this.endedWithReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    if (chunk !== '') this.endedWithReturn = chunk.endsWith('\r');
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }

  /**
   * Answers whether it is worth reading on. What could not be read to its end is tried again when there is twice as much, so
   * that long texts are not read again and again.
   */
  add(text: string): boolean {
    if (text === '') return false;
    this.waiting.push(text);
    this.waitingLength += text.length;
    if (this.waitingLength < this.wantedLength) return false;
    this.load();
    return true;
  }

  /** Everything that came is in `text` now. */
  load(): void {
    if (this.waitingLength === 0 && this.at === 0) return;
    const text = this.text.slice(this.at) + this.waiting.join('');
    this.place.next(text, this.at);
    this.text = text;
    this.at = 0;
    this.waiting = [];
    this.waitingLength = 0;
  }

  /** Nothing more can be read of what is here. */
  rest(): void {
    this.wantedLength = this.text.length - this.at;
  }
}
