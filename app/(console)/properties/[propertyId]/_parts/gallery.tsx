import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import type { AttachmentRow, PropertyDetail } from '@/lib/properties/get';
import { Picture } from '../../_parts/picture';

/** What can be shown in place as a picture. */
export function isPicture(attachment: AttachmentRow): boolean {
  return attachment.available && attachment.inline && (attachment.mediaType?.startsWith('image/') ?? false);
}

/** The pictures that are here: the title picture large, the others below it; each opens as it was delivered. */
export async function Gallery({ property }: { property: PropertyDetail }) {
  const t = await getTranslations('properties');
  const pictures = property.attachments.filter(isPicture);
  if (pictures.length === 0) return null;
  const nameOf = (picture: AttachmentRow, index: number) =>
    picture.title ?? picture.name ?? t('pictureOf', { number: index + 1 });
  return (
    <Card className="overflow-hidden">
      <h2 className="sr-only">{t('pictures')}</h2>
      <ul
        className={`grid gap-1 ${pictures.length < 3 ? 'wide:grid-flow-col wide:auto-cols-fr' : 'grid-cols-3 wide:grid-cols-4'}`}
      >
        {pictures.map((picture, index) => (
          <li key={picture.id} className={pictures.length > 2 && index === 0 ? 'col-span-full' : undefined}>
            <a
              href={`/attachments/${picture.id}`}
              title={nameOf(picture, index)}
              className="block focus-visible:-outline-offset-2"
            >
              <Picture
                attachmentId={picture.id}
                alt={nameOf(picture, index)}
                eager={index === 0}
                width={pictures.length < 3 || index === 0 ? 640 : 320}
                className={
                  pictures.length > 2 && index === 0 ? 'aspect-video max-h-110 w-full' : 'aspect-4/3 max-h-110 w-full'
                }
              />
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
