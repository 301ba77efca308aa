import 'server-only';
import { openSource, type SourceOwner, type SourcePlaces } from './open-source';
import type { SourceFile } from './source';

export interface SourceReport {
  files: number;
  sizeBytes: number;
  /** The newest ones first, at most ten. */
  newest: SourceFile[];
}

const SHOWN = 10;

/** Looks into a source and says what lies there. Throws `source-…` when it cannot look. */
export async function testSource(
  owner: SourceOwner,
  places: SourcePlaces,
  signal?: AbortSignal,
): Promise<SourceReport> {
  const opened = await openSource(owner, places);
  const report: SourceReport = { files: 0, sizeBytes: 0, newest: [] };
  for await (const file of opened.list(signal)) {
    report.files++;
    report.sizeBytes += file.sizeBytes;
    report.newest.push(file);
    if (report.newest.length > SHOWN * 2) keepNewest(report);
  }
  keepNewest(report);
  return report;
}

function keepNewest(report: SourceReport): void {
  report.newest.sort((a, b) => b.modifiedAt.getTime() - a.modifiedAt.getTime());
  report.newest.length = Math.min(report.newest.length, SHOWN);
}
