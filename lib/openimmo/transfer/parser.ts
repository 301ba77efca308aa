import { deliveryError } from '../errors';
import { LIMITS } from '../limits';
import { message } from '../messages';
import { readHeader } from '../records/header';
import { readProperty } from '../records/property';
import { checkProvider, hasId, readProvider } from '../records/provider';
import type { JsonObject, JsonValue } from '../types';
import { addAttributes, addChild, DocumentBuilder } from '../xml/document';
import type { XmlHandler } from '../xml/parse';
import type { Attributes } from '../xml/tag';
import type { InlineContents } from './inline-contents';
import { type DraftEvent, type Outline, OutlineNeeded, type TransferPlace } from './outline';
import { RecordLines } from './record-lines';
import { UnknownElements } from './unknown-elements';

interface OpenProvider {
  index: number;
  line: number;
  document: JsonObject;
  length: number;
  /** its record was said, and nothing was added to it since */
  isSaid: boolean;
}

/** Turns the elements of one XML file into events; `looking` skips the properties and only fills `outline`. */
export class TransferParser implements XmlHandler {
  readonly outline: Outline;
  providerCount = 0;
  propertyCount = 0;
  private events: DraftEvent[] = [];
  private readonly builder = new DocumentBuilder();
  private readonly unknown = new UnknownElements();
  private readonly lines = new RecordLines();
  private depth = 0;
  private skippedFrom = 0;
  private section = { name: '', line: 0 };
  private provider: OpenProvider | null = null;
  private isHeaderSaid = false;

  constructor(
    private readonly place: TransferPlace,
    private readonly inline: InlineContents,
    private readonly pass: { looking: true } | { looking: false; outline: Outline | null },
  ) {
    this.outline = (pass.looking ? null : pass.outline) ?? { header: null, providers: new Map() };
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
      this.beginProvider(attributes, line);
      return;
    }
    if (this.builder.depth === 0) {
      if (this.pass.looking && this.provider && name === 'immobilie') {
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

  close(name: string): void {
    this.depth--;
    if (this.skippedFrom > 0) {
      if (this.depth < this.skippedFrom) this.skippedFrom = 0;
    } else if (this.builder.depth > 0) {
      this.unknown.leave(name);
      const isInline = name === 'anhanginhalt';
      const value = isInline ? this.builder.closeAs((text) => this.inline.keep(text)) : this.builder.close();
      if (value !== undefined) this.endSection(value);
    } else if (this.depth === 1 && this.provider) {
      this.sayProvider(this.provider);
      this.provider = null;
    } else if (this.depth === 0) this.endTransfer();
  }

  private beginProvider(attributes: Attributes, line: number): void {
    const document: JsonObject = {};
    addAttributes(document, attributes);
    this.provider = { index: this.place.firstProvider + this.providerCount, line, document, length: 0, isSaid: false };
    this.providerCount++;
    this.limit('anbieter', this.place.firstProvider + this.providerCount, LIMITS.providers, line);
  }

  private beginSection(name: string, line: number): void {
    this.section = { name, line };
    this.builder.length = this.provider && name !== 'immobilie' ? this.provider.length : 0;
    this.lines.begin(line);
    if (this.provider && name === 'immobilie') this.sayProvider(this.provider);
  }

  private endSection(value: JsonValue): void {
    const { name, line } = this.section;
    this.bound(LIMITS.keptLength);
    const document = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
    if (!this.provider) {
      if (name === 'uebertragung') this.endHeader(document);
      else if (name === 'immobilie')
        this.events.push({ type: 'message', message: message('P-no-id', { name: '–', line }) });
    } else if (name === 'immobilie') this.sayProperty(this.provider, document);
    else {
      addChild(this.provider.document, name, value);
      this.provider.length = this.builder.length;
      if (!this.outline.providers.has(this.provider.index)) this.provider.isSaid = false;
    }
  }

  private endHeader(document: JsonObject): void {
    const { transferIndex: index, xmlPath } = this.place;
    this.outline.header ??= readHeader(document, { index, xmlPath, line: this.section.line });
    this.sayHeader();
  }

  private sayHeader(): void {
    if (this.isHeaderSaid) return;
    const { transferIndex: index, xmlPath } = this.place;
    const { header, messages } = this.outline.header ?? readHeader(null, { index, xmlPath, line: null });
    this.isHeaderSaid = true;
    this.events.push({ type: 'transfer', header });
    for (const one of messages) this.events.push({ type: 'message', message: one });
  }

  /** @throws OutlineNeeded when the header or the provider's id is still to come */
  private sayProvider(open: OpenProvider): void {
    if (open.isSaid) return;
    open.isSaid = true;
    const place = { index: open.index, transferIndex: this.place.transferIndex, line: open.line };
    const found = this.outline.providers.get(open.index);
    const provider = found ?? readProvider(open.document, place);
    if (this.pass.looking) {
      this.outline.providers.set(open.index, provider);
      return;
    }
    if (!found && (!this.isHeaderSaid || !hasId(provider))) throw new OutlineNeeded();
    this.sayHeader();
    this.events.push({ type: 'provider', provider });
    const problem = checkProvider(provider);
    if (problem) this.events.push({ type: 'message', message: problem });
  }

  private sayProperty(provider: OpenProvider, document: JsonObject): void {
    const place = {
      position: this.place.firstPosition + this.propertyCount,
      xmlPath: this.place.xmlPath,
      line: this.section.line,
      lines: this.lines.first,
      attachmentLines: this.lines.attachments,
    };
    this.propertyCount++;
    this.limit('immobilie', place.position + 1, LIMITS.properties, place.line);
    this.events.push({ type: 'property', providerIndex: provider.index, draft: readProperty(document, place) });
  }

  private endTransfer(): void {
    this.sayHeader();
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
