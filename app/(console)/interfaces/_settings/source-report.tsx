import { CircleCheck, KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { SubmitButton } from '@/app/_ui/submit-button';
import { Time } from '@/app/_ui/time';
import type { TestedSource } from './tested-source';

/** What the test found, below its button; or the host's key, for a person to accept. */
export function SourceReport({ tested: { found, offeredHostKey } }: { tested: TestedSource }) {
  return (
    <>
      {offeredHostKey && <OfferedHostKey fingerprint={offeredHostKey} />}
      {found && <Found found={found} />}
    </>
  );
}

function Found({ found: { files, size, newest } }: { found: NonNullable<TestedSource['found']> }) {
  const t = useTranslations('interfaces.form');
  return (
    <div role="status" className="mt-3 rounded-control bg-ok-soft px-3.5 py-2.5">
      <p className="flex items-start gap-2 font-medium">
        <CircleCheck size={16} aria-hidden className="mt-0.5 shrink-0 text-ok" />
        {t('found', { count: files, size })}
      </p>
      {newest.length > 0 && (
        <>
          <p className="mt-2 text-note text-ink-2">{t('newest')}</p>
          <ul className="mt-0.5 text-note">
            {newest.map((file) => (
              <li key={file.path} className="flex flex-wrap justify-between gap-x-4">
                <span className="wrap-anywhere">{file.path}</span>
                <span className="text-ink-2 tabular-nums">
                  {file.size} · <Time value={file.changed} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function OfferedHostKey({ fingerprint }: { fingerprint: string }) {
  const t = useTranslations('interfaces.form');
  return (
    <div role="status" className="mt-3 rounded-control bg-warn-soft px-3.5 py-2.5">
      <p className="flex items-start gap-2 font-medium">
        <KeyRound size={16} aria-hidden className="mt-0.5 shrink-0 text-warn" />
        {t('hostKeyOffered')}
      </p>
      <p className="mt-1 font-mono text-small wrap-anywhere">{fingerprint}</p>
      <p className="mt-1 mb-2.5 text-note text-ink-2">{t('hostKeyCompare')}</p>
      <input type="hidden" name="offeredHostKey" value={fingerprint} />
      <SubmitButton name="intent" value="accept" variant="plain">
        {t('hostKeyAccept')}
      </SubmitButton>
    </div>
  );
}
