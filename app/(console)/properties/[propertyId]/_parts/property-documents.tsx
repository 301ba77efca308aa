import { Download, FileX, Link2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { getFormat } from '@/lib/i18n/get-format';
import type { AttachmentRow } from '@/lib/properties/get';
import { isPicture } from './gallery';

/** Everything beside the pictures: documents to download, and what is known but not here. */
export async function PropertyDocuments({ attachments }: { attachments: AttachmentRow[] }) {
  const [t, format] = await Promise.all([getTranslations('properties'), getFormat()]);
  const documents = attachments.filter((attachment) => !isPicture(attachment));
  if (documents.length === 0) return null;
  return (
    <Card title={t('documents')}>
      <ul>
        {documents.map((document) => (
          <li
            key={document.id}
            className="flex items-start gap-2.5 border-t border-line-soft px-4.5 py-2.75 first:border-t-0"
          >
            <DocumentIcon document={document} />
            <div className="min-w-0">
              <DocumentName document={document} />
              <span className="block text-note text-ink-3">
                {document.available && document.sizeBytes !== null && format.bytes(document.sizeBytes)}
                {!document.available && !document.url && t('notHere')}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function DocumentIcon({ document: { available, url } }: { document: AttachmentRow }) {
  const Icon = available ? Download : url ? Link2 : FileX;
  return <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />;
}

async function DocumentName({ document }: { document: AttachmentRow }) {
  const t = await getTranslations('properties');
  const name = document.title ?? document.name ?? document.url ?? document.id;
  if (document.available) {
    return (
      <a
        href={`/attachments/${document.id}`}
        aria-label={t('download', { name })}
        className="font-medium wrap-anywhere hover:text-accent hover:underline"
      >
        {name}
      </a>
    );
  }
  const outside = document.url && /^https:\/\//i.test(document.url) ? document.url : null;
  if (!outside) return <span className="font-medium wrap-anywhere">{name}</span>;
  return (
    <a href={outside} rel="noreferrer noopener" target="_blank" className="font-medium wrap-anywhere hover:underline">
      {name}
    </a>
  );
}
