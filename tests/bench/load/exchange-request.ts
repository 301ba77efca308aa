import { joinRecords } from '@/lib/protocol/split-records';
import {
  type ExchangeAnswerHead,
  type ExchangeHead,
  HEADERS,
  PROTOCOL_VERSIONS,
  SOFTWARE_VERSION,
  type WireCursor,
} from '@/lib/protocol/v1';
import { toUuid } from '../../support/changelog-workload';

/** What a site of the load remembers between its runs. */
export interface LoadSite {
  /** 1 … n, its number on the central server too. */
  number: number;
  session: number;
  /** Runs that the central server has acknowledged. */
  done: number;
  cursors: Pick<ExchangeHead, 'central' | 'remote'>;
}

export const PROVIDER_ID = toUuid('provider of the load');
export const tokenOf = (site: number) => `es_load-site-${String(site).padStart(8, '0')}`;
export const installationOf = (site: number) => toUuid(`installation/${site}`);
export const contactOf = (site: number) => toUuid(`contact/${site}`);
export const propertyOf = (site: number, run: number) => toUuid(`property/${site}/${run}`);

/** A site that has run before: it has seen the central server's changes up to `cursor`. */
export function createLoadSite(number: number, cursor: WireCursor): LoadSite {
  return { number, session: 0, done: 0, cursors: { central: cursor, remote: cursor } };
}

/** The one place that knows what a run says: two records, a new property and the site's contact changed. */
export function buildRequest(site: LoadSite): { headers: Record<string, string>; body: string } {
  const run = site.done + 1;
  site.session++;
  const head: ExchangeHead = {
    session: { number: site.session, id: toUuid(`session/${site.number}/${site.session}`) },
    pushed: site.done * 2,
    inDoubt: false,
    through: run * 2,
    ...site.cursors,
  };
  return {
    headers: {
      authorization: `Bearer ${tokenOf(site.number)}`,
      'content-type': 'application/json',
      [HEADERS.installation]: installationOf(site.number),
      [HEADERS.protocol]: String(PROTOCOL_VERSIONS.max),
      [HEADERS.software]: SOFTWARE_VERSION,
    },
    body: joinRecords(head, `[${contactRecord(site.number, run)},${propertyRecord(site.number, run)}]`),
  };
}

const MOMENT = '2026-01-01T00:00:00.000Z';
const TEXT = 'Bright rooms near the park, with a view over the harbour. '.repeat(9);

function contactRecord(site: number, run: number): string {
  return `{"cursor":${run * 2 - 1},"table":"contacts","id":"${contactOf(site)}","action":"upsert","data":{"provider_id":"${PROVIDER_ID}","number":"${run}","last_name":"Contact of site ${site}","document":{"version":${run}},"content_hash":"${run}","updated_at":"${MOMENT}"},"originSite":0}`;
}

function propertyRecord(site: number, run: number): string {
  const number = `${site}-${run}`;
  return `{"cursor":${run * 2},"table":"properties","id":"${propertyOf(site, run)}","action":"upsert","data":{"provider_id":"${PROVIDER_ID}","contact_id":"${contactOf(site)}","state":"active","published":true,"external_number":"${number}","title":"Property ${number}","price":250000.5,"currency":"EUR","price_on_request":false,"city":"Hamburg","address_released":false,"shared_generally":false,"shared_with":[],"not_shared_with":[],"document":{"text":"${TEXT}"},"content_hash":"${number}","created_at":"${MOMENT}","updated_at":"${MOMENT}","keys":[{"kind":"external","value":"${number}"}]},"originSite":0}`;
}

/** Notes an answer. Answers why it does not count as acknowledged, or null. */
export function noteAnswer(site: LoadSite, status: number, text: string): string | null {
  if (status !== 200) return `status ${status} ${/"code":"([^"]+)"/.exec(text)?.[1] ?? ''}`.trim();
  const answer = JSON.parse(text) as ExchangeAnswerHead;
  if (answer.doubt !== null) return `doubt ${answer.doubt}`;
  site.done++;
  site.cursors = { central: answer.central.cursor, remote: answer.remote.cursor };
  if (answer.problemCount > 0) return 'record not integrated';
  return answer.waiting > 0 ? 'integration waits' : null;
}
