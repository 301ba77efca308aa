/** Counts the lines of a text that comes in pieces; columns count from 1. */
export class Place {
  line = 1;
  /** characters before the piece that is looked at */
  private base = 0;
  /** where the line begins, in characters from the beginning of all */
  private lineStart = 0;
  private text = '';
  private newline = -1;

  /** `read` characters of the piece before are done with; the next one begins behind them. */
  next(text: string, read: number): void {
    this.count(read);
    this.base += read;
    this.text = text;
    this.newline = text.indexOf('\n');
  }

  /** The line of a character of this piece; those asked for come in their order. */
  count(at: number): number {
    while (this.newline >= 0 && this.newline < at) {
      this.line++;
      this.lineStart = this.base + this.newline + 1;
      this.newline = this.text.indexOf('\n', this.newline + 1);
    }
    return this.line;
  }

  of(at: number): { line: number; column: number } {
    return { line: this.count(at), column: this.base + at - this.lineStart + 1 };
  }
}
