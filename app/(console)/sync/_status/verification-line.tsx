import Link from '@/app/_ui/link';
import type { Format } from '@/lib/i18n/format';
import type { SyncStatus } from '@/lib/status/sync-status';
import { VerificationSentence } from '../verification/_parts/verification-sentence';

interface Props {
  status: SyncStatus;
  format: Format;
}

/** Whether both sides hold the same, and the way to what differs. */
export function VerificationLine({ status: { verification, at }, format }: Props) {
  return (
    <p className="mb-4 text-small">
      <Link href="/sync/verification" className="underline decoration-line underline-offset-3 hover:decoration-ink">
        <VerificationSentence verification={verification} now={at} format={format} />
      </Link>
    </p>
  );
}
