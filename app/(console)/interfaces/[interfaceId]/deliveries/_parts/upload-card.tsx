import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { UploadForm } from './upload-form';

/** Where deliveries are put by hand: a plain form, and with script by dropping files, with progress. */
export async function UploadCard({ interfaceId }: { interfaceId: string }) {
  const [t, format] = await Promise.all([getTranslations('deliveries.upload'), getFormat()]);
  return (
    <Card title={t('title')} className="mb-4" padded>
      <div id="upload">
        <UploadForm
          action={`/interfaces/${interfaceId}/deliveries/upload`}
          labels={{
            files: t('files'),
            hint: t('hint', { limit: format.bytes(env().mostDeliveryBytes) }),
            drop: t('drop'),
            send: t('send'),
            sending: t('sending'),
            progress: t('progress'),
            waiting: t('waiting'),
            done: t('done'),
            cancelled: t('cancelled'),
            failed: t('failed'),
            cancel: t('cancel'),
            help: t('help'),
            allDone: t('allDone'),
          }}
        />
      </div>
    </Card>
  );
}
