import { message } from '../messages';
import { readHeader } from '../records/header';
import { checkProvider, hasId, readProvider } from '../records/provider';
import type { JsonObject, JsonValue } from '../types';
import { addAttributes, addChild } from '../xml/document';
import type { Attributes } from '../xml/tag';
import { type DraftEvent, type Outline, OutlineNeeded, type TransferPlace } from './outline';

export interface OpenProvider {
  index: number;
  line: number;
  document: JsonObject;
  /** Roughly how many characters are kept of it. */
  length: number;
  /** its record was said, and nothing was added to it since */
  isSaid: boolean;
}

export type Pass = { looking: true } | { looking: false; outline: Outline | null };

/** What stands around the properties of one XML file: its header and its providers, each said before what belongs to it. */
export class TransferHead {
  readonly outline: Outline;
  providerCount = 0;
  provider: OpenProvider | null = null;
  private isHeaderSaid = false;

  constructor(
    private readonly place: TransferPlace,
    private readonly pass: Pass,
    private readonly say: (event: DraftEvent) => void,
  ) {
    this.outline = (pass.looking ? null : pass.outline) ?? { header: null, providers: new Map() };
  }

  /** Answers how many providers the delivery has by now. */
  beginProvider(attributes: Attributes, line: number): number {
    const document: JsonObject = {};
    addAttributes(document, attributes);
    this.provider = { index: this.place.firstProvider + this.providerCount, line, document, length: 0, isSaid: false };
    this.providerCount++;
    return this.place.firstProvider + this.providerCount;
  }

  /** A section of the open provider that is no property. */
  addSection(provider: OpenProvider, name: string, value: JsonValue, length: number): void {
    addChild(provider.document, name, value);
    provider.length = length;
    if (!this.outline.providers.has(provider.index)) provider.isSaid = false;
  }

  endProvider(provider: OpenProvider): void {
    this.sayProvider(provider);
    this.provider = null;
  }

  /** A section outside of providers. */
  endSection(name: string, document: JsonObject, line: number): void {
    const { transferIndex: index, xmlPath } = this.place;
    if (name === 'uebertragung') {
      this.outline.header ??= readHeader(document, { index, xmlPath, line });
      this.sayHeader();
    } else if (name === 'immobilie') this.say({ type: 'message', message: message('P-no-id', { name: '–', line }) });
  }

  sayHeader(): void {
    if (this.isHeaderSaid) return;
    const { transferIndex: index, xmlPath } = this.place;
    const { header, messages } = this.outline.header ?? readHeader(null, { index, xmlPath, line: null });
    this.isHeaderSaid = true;
    this.say({ type: 'transfer', header });
    for (const one of messages) this.say({ type: 'message', message: one });
  }

  /** @throws OutlineNeeded when the header or the provider's id is still to come */
  sayProvider(open: OpenProvider): void {
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
    this.say({ type: 'provider', provider });
    const problem = checkProvider(provider);
    if (problem) this.say({ type: 'message', message: problem });
  }
}
