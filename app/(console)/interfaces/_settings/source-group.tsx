import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

export type SourceKind = 'directory' | 'sftp' | 'ftp' | 'https' | 'upload';

/** Style alone hides what belongs to another kind than the chosen one: nothing jumps, and no script is needed. */
const HIDDEN_UNLESS_CHOSEN: Record<SourceKind, string> = {
  directory: '[form:has(option[value=directory]:not(:checked))_&]:hidden',
  sftp: '[form:has(option[value=sftp]:not(:checked))_&]:hidden',
  ftp: '[form:has(option[value=ftp]:not(:checked))_&]:hidden',
  https: '[form:has(option[value=https]:not(:checked))_&]:hidden',
  upload: '[form:has(option[value=upload]:not(:checked))_&]:hidden',
};

/** The fields of one kind of source; where a browser cannot choose by style, all of them stand below one another. */
export function SourceGroup({ kind, children }: { kind: SourceKind; children: ReactNode }) {
  const t = useTranslations('interfaces.form');
  return (
    <fieldset className={HIDDEN_UNLESS_CHOSEN[kind]}>
      <legend className="sr-only">{t(`kinds.${kind}`)}</legend>
      {children}
    </fieldset>
  );
}
