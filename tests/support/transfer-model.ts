import type { Random } from './long';
import { attachmentXml, element, propertyXml, providerXml, transferXml } from './openimmo';
import { zipOf } from './zip';

/** A record of a transfer as tests make it up. */
export interface ModelRecord {
  /** Null: it has no key at all. */
  number: number | null;
  action: string | null;
  title: string;
  withExternal: boolean;
  /** Contents of its pictures; empty: it has no attachments. */
  pictures: readonly string[];
}

export interface ModelTransfer {
  full: boolean;
  timestamp: string;
  /** A provider may come several times. */
  parts: readonly { provider: string; records: readonly ModelRecord[] }[];
}

type State = 'active' | 'reference' | 'withdrawn' | 'trashed';

interface Known {
  state: State;
  title: string;
  iface: string;
}

/** What a stock should be after transfers: the rules in the simplest words, with one key per property. */
export class StockModel {
  private readonly providers = new Map<string, Map<number, Known>>();

  /** `known`: the other providers are skipped. Empty full transfers are held, as they stand no guard. */
  apply(transfer: ModelTransfer, iface: string, known: readonly string[]): void {
    for (const provider of new Set(transfer.parts.map((part) => part.provider))) {
      if (!known.includes(provider)) continue;
      const records = transfer.parts.filter((part) => part.provider === provider).flatMap((part) => part.records);
      this.applyPart(provider, records, transfer.full, iface);
    }
  }

  private applyPart(provider: string, records: readonly ModelRecord[], full: boolean, iface: string): void {
    const stock = this.providers.get(provider) ?? new Map<number, Known>();
    this.providers.set(provider, stock);
    const absent = [...stock].filter(
      ([number, { state, iface: owner }]) =>
        full && state === 'active' && owner === iface && !records.some((record) => record.number === number),
    );
    if (full && records.length === 0 && absent.length > 0) return;
    const last = new Map(records.flatMap((record) => (record.number === null ? [] : [[record.number, record]])));
    for (const [number, { action, title }] of last as Map<number, ModelRecord>) {
      const before = stock.get(number);
      if (action !== 'DELETE') {
        stock.set(number, { state: action === 'REFERENZ' ? 'reference' : 'active', title, iface });
      } else if (before) stock.set(number, { ...before, state: 'trashed' });
    }
    if (records.some((record) => record.number === null)) return;
    for (const [number, before] of absent) stock.set(number, { ...before, state: 'withdrawn' });
  }

  /** As `describeModelStock` of the database. */
  describe(): string[] {
    return [...this.providers]
      .flatMap(([provider, stock]) =>
        [...stock].map(([number, { state, title }]) => [provider, `O-${number}`, state, title].join(' | ')),
      )
      .sort();
  }
}

/** The bytes that make a JPEG recognisable, and a content of its own for each name. */
export const pictureOf = (name: string): Buffer =>
  Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from(name),
    Buffer.from('ffd9', 'hex'),
  ]);

export function modelXml({ full, timestamp, parts }: ModelTransfer): string {
  const providers = parts.map(({ provider, records }) => providerXml(records.map(recordXml), { number: provider }));
  return transferXml(providers, { scope: full ? 'VOLL' : 'TEIL', timestamp });
}

function recordXml({ number, action, title, withExternal, pictures }: ModelRecord): string {
  const attachments = pictures.map((name) => attachmentXml(`${name}.jpg`));
  return propertyXml({
    obid: number === null ? null : `O-${number}`,
    external: number !== null && withExternal ? `E-${number}` : null,
    action,
    title,
    sections: pictures.length > 0 ? [element('anhaenge', {}, attachments)] : [],
  });
}

/** The transfer with its pictures. */
export function modelZip(transfer: ModelTransfer): Buffer {
  const names = new Set(transfer.parts.flatMap(({ records }) => records.flatMap(({ pictures }) => [...pictures])));
  return zipOf([
    { name: 'openimmo.xml', content: modelXml(transfer) },
    ...[...names].sort().map((name) => ({ name: `${name}.jpg`, content: pictureOf(name) })),
  ]);
}

const ACTIONS = ['CHANGE', 'CHANGE', 'ADD', null, 'DELETE', 'REFERENZ'] as const;

/** A transfer of any kind, the same for the same numbers. */
export function randomTransfer(
  random: Random,
  { timestamp, providers, most, pictures }: { timestamp: string; providers: string[]; most: number; pictures: number },
): ModelTransfer {
  const records = (): ModelRecord[] =>
    Array.from({ length: random.int(1, most) }, () => ({
      number: random.chance(0.03) ? null : random.int(1, most),
      action: random.pick(ACTIONS),
      title: `Haus ${random.int(1, 5)}`,
      withExternal: random.chance(0.5),
      pictures: Array.from({ length: random.int(0, 3) }, () => `p${random.int(1, pictures)}`),
    }));
  return {
    full: random.chance(0.3),
    timestamp,
    parts: providers.map((provider) => ({ provider, records: records() })),
  };
}
