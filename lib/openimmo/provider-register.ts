import { deliveryError } from './errors';
import type { ProviderRecord, TransferHeader } from './types';

interface Seen {
  index: number;
  openimmoAnid: string | null;
  /** the full transfer that named it */
  full: { xmlPath: string; transferIndex: number } | null;
}

/** Which providers a delivery has named so far: finds the same one again, and refuses two full transfers of one. */
export class ProviderRegister {
  private readonly byAnid = new Map<string, Seen>();
  private readonly byNumber = new Map<string, Seen>();

  note(provider: ProviderRecord, header: TransferHeader | null): ProviderRecord {
    const seen = this.find(provider) ?? { index: provider.index, openimmoAnid: provider.openimmoAnid, full: null };
    if (header?.scope === 'full') this.noteFull(seen, provider, header);
    if (provider.openimmoAnid !== null) this.byAnid.set(provider.openimmoAnid, seen);
    if (provider.number !== null) this.byNumber.set(provider.number, seen);
    return seen.index === provider.index ? provider : { ...provider, sameAs: seen.index };
  }

  /** Ids are compared whole. Two different ANIDs are two providers, whatever their numbers. */
  private find({ number, openimmoAnid }: ProviderRecord): Seen | null {
    const byAnid = openimmoAnid === null ? undefined : this.byAnid.get(openimmoAnid);
    if (byAnid) return byAnid;
    const same = number === null ? undefined : this.byNumber.get(number);
    return same && (openimmoAnid === null || same.openimmoAnid === null) ? same : null;
  }

  private noteFull(seen: Seen, provider: ProviderRecord, { xmlPath }: TransferHeader): void {
    const { transferIndex } = provider;
    if (seen.full && seen.full.transferIndex !== transferIndex) {
      const name = provider.number ?? provider.openimmoAnid ?? '–';
      throw deliveryError('F-two-full-transfers', { provider: name, first: seen.full.xmlPath, second: xmlPath });
    }
    seen.full ??= { xmlPath, transferIndex };
  }
}
