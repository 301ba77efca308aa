import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { getFormat } from '@/lib/i18n/get-format';
import { getInterface } from '@/lib/interfaces/get';
import { requireSecrets } from '@/lib/interfaces/keep-secrets';
import type { SourceInput } from '@/lib/interfaces/source-input';
import { testSource } from '@/lib/sources/test-source';
import type { TestedSource } from './tested-source';

interface TestInput extends SourceInput {
  /** null: it is not saved yet. */
  interfaceId: string | null;
  forgetSecrets: boolean;
  values: Record<string, string>;
}

const WITHIN_MS = 60_000;

/** Looks into the source that a form describes, with what is typed and, of the same source, what is stored. */
export async function testInterfaceSource(input: TestInput): Promise<TestedSource> {
  const { interfaceId, source, values } = input;
  const stored = interfaceId === null ? null : await getInterface(db(), interfaceId);
  const owner = { id: stored?.id ?? '', source, secrets: requireSecrets(stored, input) };
  if (source.kind === 'upload' && stored === null) {
    return { found: { files: 0, size: '', newest: [] }, offeredHostKey: null, values };
  }
  try {
    const places = { db: db(), deliveryRoots: env().deliveryRoots };
    const [report, format] = await Promise.all([
      testSource(owner, places, AbortSignal.timeout(WITHIN_MS)),
      getFormat(),
    ]);
    const newest = report.newest.map((file) => ({
      path: file.path,
      size: format.bytes(file.sizeBytes),
      changed: format.time(file.modifiedAt),
    }));
    const found = { files: report.files, size: format.bytes(report.sizeBytes), newest };
    return { found, offeredHostKey: null, values };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'source-host-key-unknown') throw error;
    return { found: null, offeredHostKey: String(error.details.fingerprint), values };
  }
}
