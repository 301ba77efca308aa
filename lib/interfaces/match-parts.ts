import type { KnownProvider } from '../providers/match';
import { matchProvider } from '../providers/match';
import type { RefusedProvider } from '../providers/parked/park';
import type { OutcomeInput } from '../runs/run';
import type { ProviderPart } from './import-types';
import type { StagedDelivery } from './stage-records';

export interface MatchedParts {
  parts: ProviderPart[];
  /** What is said of the providers that this interface does not take. */
  outcomes: OutcomeInput[];
  /** The same providers as the delivery names them. */
  refused: RefusedProvider[];
  skipped: number;
}

export interface MatchInput {
  staged: StagedDelivery;
  known: readonly KnownProvider[];
  /** Ids of those that the interface accepts; empty: every known one. */
  accepted: readonly string[];
}

/** Finds the known provider of every `anbieter`; the same one twice is one part. Pure. */
export function matchParts({ staged, known, accepted }: MatchInput): MatchedParts {
  const parts = new Map<string, ProviderPart>();
  const outcomes: OutcomeInput[] = [];
  const refused: RefusedProvider[] = [];
  let skipped = 0;
  for (const delivered of staged.providers) {
    if (!delivered) continue;
    const records = staged.records.get(delivered.index) ?? 0;
    const provider = matchProvider(delivered, known);
    const name = provider?.name ?? delivered.name ?? delivered.number ?? delivered.openimmoAnid ?? '–';
    if (!provider || (accepted.length > 0 && !accepted.includes(provider.id))) {
      skipped += records;
      // One without any id has been named by the reader.
      if (delivered.number === null && delivered.openimmoAnid === null) continue;
      refused.push({ ...delivered, records });
      const number = delivered.number ?? delivered.openimmoAnid ?? '–';
      outcomes.push({
        table: 'providers',
        recordId: provider?.id ?? null,
        label: name,
        outcome: 'skipped',
        severity: 'warning',
        code: provider ? 'P-not-accepted' : 'P-unknown',
        params: provider ? { name, records } : { name, number, records },
        line: delivered.line,
      });
      continue;
    }
    const part = parts.get(provider.id) ?? { provider, indexes: [], headers: [], full: false, records: 0 };
    const header = staged.headers.find((one) => one.index === delivered.transferIndex);
    if (header && !part.headers.includes(header)) part.headers.push(header);
    part.full ||= header?.scope === 'full';
    part.indexes.push(delivered.index);
    part.records += records;
    parts.set(provider.id, part);
  }
  return { parts: [...parts.values()], outcomes, refused, skipped };
}
