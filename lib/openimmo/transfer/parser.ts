import { deliveryError } from '../errors';
import { LIMITS } from '../limits';
import type { LookedAt, RecordTexts } from '../record-texts';
import { readProperty } from '../records/property';
import type { JsonObject, JsonValue } from '../types';
import { DocumentBuilder } from '../xml/document';
import type { WholeText, XmlHandler } from '../xml/parse';
import type { Attributes } from '../xml/tag';
import { type OpenProvider, type Pass, TransferHead } from './head';
import type { InlineContents } from './inline-contents';
import type { DraftEvent, Outline, TransferPlace } from './outline';
import { RecordLines } from './record-lines';
import { UnknownElements } from './unknown-elements';

/** Turns the elements of one XML file into events; `looking` skips the properties and only fills `outline`. */
export class TransferParser implements XmlHandler {
  propertyCount = 0;
  private events: DraftEvent[] = [];
  private readonly head: TransferHead;
  private readonly builder = new DocumentBuilder();
  private readonly unknown = new UnknownElements();
  private readonly lines = new RecordLines();
  private depth = 0;
  private skippedFrom = 0;
  private section = { name: '', line: 0 };
  /** The property that is being read, as a whole. */
  private whole: LookedAt | null = null;
  private unknownBefore = 0;

  constructor(
    private readonly place: TransferPlace,
    private readonly inline: InlineContents,
    private readonly pass: Pass,
    private readonly texts: RecordTexts | null = null,
  ) {
    this.head = new TransferHead(place, pass, (event) => this.events.push(event));
  }

  get outline(): Outline {
    return this.head.outline;
  }

  get providerCount(): number {
    return this.head.providerCount;
  }

  takeEvents(): DraftEvent[] {
    const taken = this.events;
    if (taken.length > 0) this.events = [];
    return taken;
  }

  open(name: string, attributes: Attributes, line: number): void {
    this.depth++;
    if (this.depth === 1 || this.skippedFrom > 0) return;
    if (this.depth === 2 && name === 'anbieter') {
      this.limit('anbieter', this.head.beginProvider(attributes, line), LIMITS.providers, line);
      return;
    }
    if (this.builder.depth === 0) {
      if (this.pass.looking && this.head.provider && name === 'immobilie') {
        this.skippedFrom = this.depth;
        return;
      }
      this.beginSection(name, line);
    }
    this.unknown.enter(name, line);
    this.lines.note(name, line);
    if (name === 'anhang') this.limit('anhang', this.lines.attachments.length, LIMITS.attachments, line);
    this.builder.open(name, attributes);
    this.bound();
  }

  text(text: string): void {
    if (this.builder.depth === 0) return;
    this.builder.text(text);
    this.bound();
  }

  wantsWhole(name: string): boolean {
    if (name !== 'immobilie' || this.texts === null) return false;
    return this.depth === 2 && this.head.provider !== null && !this.pass.looking;
  }

  /** A property whose text is known is only named. */
  skips(whole: WholeText): boolean {
    const { provider } = this.head;
    if (!provider || !this.texts) return false;
    const { hash, isKnown } = this.texts.look(this.place.xmlPath, whole);
    this.whole = { ...whole, hash };
    this.unknownBefore = this.unknown.total;
    if (hash === null || !isKnown) return false;
    this.whole = null;
    this.head.sayProvider(provider);
    const { line } = whole;
    const position = this.nextPosition(line);
    this.events.push({ type: 'known', providerIndex: provider.index, position, line, textHash: hash });
    return true;
  }

  close(name: string, isWhole: boolean): void {
    this.depth--;
    const { provider } = this.head;
    if (this.skippedFrom > 0) {
      if (this.depth < this.skippedFrom) this.skippedFrom = 0;
    } else if (this.builder.depth > 0) {
      this.unknown.leave(name);
      const isInline = name === 'anhanginhalt';
      if (!isWhole && this.depth === 2) this.whole = null;
      const value = isInline ? this.builder.closeAs((text) => this.inline.keep(text)) : this.builder.close();
      if (value !== undefined) this.endSection(value);
    } else if (this.depth === 1 && provider) this.head.endProvider(provider);
    else if (this.depth === 0) this.endTransfer();
  }

  private beginSection(name: string, line: number): void {
    const { provider } = this.head;
    this.section = { name, line };
    this.builder.length = provider && name !== 'immobilie' ? provider.length : 0;
    this.lines.begin(line);
    if (provider && name === 'immobilie') this.head.sayProvider(provider);
  }

  private endSection(value: JsonValue): void {
    const { provider } = this.head;
    const { name, line } = this.section;
    this.bound(LIMITS.keptLength);
    const document = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
    if (!provider) this.head.endSection(name, document, line);
    else if (name === 'immobilie') this.sayProperty(provider, document);
    else this.head.addSection(provider, name, value, this.builder.length);
  }

  private sayProperty(provider: OpenProvider, document: JsonObject): void {
    const { line } = this.section;
    const { first: lines, attachments: attachmentLines } = this.lines;
    const position = this.nextPosition(line);
    const draft = readProperty(document, { position, xmlPath: this.place.xmlPath, line, lines, attachmentLines });
    // An element that nobody knows is counted by whoever reads it.
    const whole = this.unknown.total === this.unknownBefore ? this.whole : null;
    this.whole = null;
    this.events.push({ type: 'property', providerIndex: provider.index, draft, whole });
  }

  private nextPosition(line: number): number {
    const position = this.place.firstPosition + this.propertyCount;
    this.propertyCount++;
    this.limit('immobilie', position + 1, LIMITS.properties, line);
    return position;
  }

  private endTransfer(): void {
    this.head.sayHeader();
    for (const one of this.unknown.messages()) this.events.push({ type: 'message', message: one });
  }

  private bound(most: number = LIMITS.recordLength): void {
    if (this.builder.length <= most) return;
    throw deliveryError('F-xml-record', { file: this.place.xmlPath, line: this.section.line, limit: most });
  }

  private limit(element: string, count: number, limit: number, line: number): void {
    if (count > limit) throw deliveryError('F-too-many', { file: this.place.xmlPath, line, element, limit });
  }
}
