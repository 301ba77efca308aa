/** An element longer than this is read in pieces, like any other. */
const LONGEST = 1024 * 1024;

/**
 * Finds where an element ends without reading it: at the next closing tag of its name, which need not be its own. So whoever
 * keeps what such a text said asks `isEnd` whether the parser came to the same end.
 */
export class WholeElement {
  private depth = 0;
  private closesAt = -1;

  /** The text is another one from now on. */
  forget(): void {
    this.closesAt = -1;
  }

  /** Where the element ends that begins at `from`; 'later': its end is not here yet; 'never': it is to be read in pieces. */
  find(
    text: string,
    from: number,
    { name, depth, isLast }: { name: string; depth: number; isLast: boolean },
  ): number | 'later' | 'never' {
    const mark = `</${name}>`;
    this.depth = depth;
    this.closesAt = text.indexOf(mark, from);
    if (this.closesAt >= 0) return this.closesAt + mark.length;
    return isLast || text.length - from > LONGEST ? 'never' : 'later';
  }

  /** Whether the closing tag at `at` is the one that `find` found. */
  isEnd(depth: number, at: number): boolean {
    return depth === this.depth && at === this.closesAt;
  }
}
