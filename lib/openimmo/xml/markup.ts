import type { XmlFaults } from './faults';
import { endOfDoctype, isDeclaration, targetOf } from './prolog';

export interface MarkupPlace {
  /** Within the root element. */
  isInside: boolean;
  /** Nothing came before. */
  isAtStart: boolean;
  hasRoot: boolean;
}

interface Options {
  refuseDoctype: boolean;
  isName(text: string): boolean;
  text(text: string): void;
}

const QUESTION = 0x3f;
const MARKS = ['<!--', '<![CDATA[', '<!DOCTYPE'];

/** Reads what begins with `<` and is no tag: comments, CDATA, processing instructions, the declaration and DOCTYPE. */
export class MarkupReader {
  private hasDoctype = false;

  constructor(
    private readonly faults: XmlFaults,
    private readonly options: Options,
  ) {}

  /** Where it ends that begins at `at`; -1: its end is not here. */
  read(text: string, at: number, place: MarkupPlace): number {
    if (text.charCodeAt(at + 1) === QUESTION) return this.readInstruction(text, at, place);
    if (text.startsWith('<!--', at)) return this.readComment(text, at);
    if (text.startsWith('<![CDATA[', at)) return this.readCdata(text, at, place);
    if (text.startsWith('<!DOCTYPE', at)) return this.readDoctype(text, at, place);
    if (text.length - at < 9 && MARKS.some((mark) => mark.startsWith(text.slice(at)))) return -1;
    return this.faults.malformed(at);
  }

  private readInstruction(text: string, at: number, { isAtStart }: MarkupPlace): number {
    const end = endOf(text, '?>', at + 2);
    if (end < 0) return -1;
    const instruction = text.slice(at, end);
    const target = targetOf(instruction);
    const isXml = target.toLowerCase() === 'xml';
    const isRight = isXml ? isAtStart && isDeclaration(instruction) : this.options.isName(target);
    if (!isRight) this.faults.malformed(at);
    return end;
  }

  private readComment(text: string, at: number): number {
    const end = endOf(text, '-->', at + 4);
    if (end < 0) return -1;
    const dashes = text.indexOf('--', at + 4);
    if (dashes !== end - 3) this.faults.malformed(dashes);
    return end;
  }

  private readCdata(text: string, at: number, { isInside }: MarkupPlace): number {
    if (!isInside) this.faults.malformed(at);
    const end = endOf(text, ']]>', at + 9);
    if (end >= 0) this.options.text(text.slice(at + 9, end - 3));
    return end;
  }

  private readDoctype(text: string, at: number, { hasRoot }: MarkupPlace): number {
    if (this.options.refuseDoctype) this.faults.doctype();
    if (hasRoot || this.hasDoctype) this.faults.malformed(at);
    const end = endOfDoctype(text, at);
    this.hasDoctype = end >= 0;
    return end;
  }
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}
