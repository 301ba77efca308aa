import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';
import { dotted } from '@/app/_ui/dotted';
import { Segments } from '@/app/_ui/filters';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { listRecordHistory } from '@/lib/interfaces/list-record-history';
import { getProperty } from '@/lib/properties/get';
import { readFieldOrigins } from '@/lib/properties/read-field-origins';
import { listTwins } from '@/lib/sharing/list-twins';
import { hasRole } from '@/lib/users/role';
import { addressOf, one, type Query } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { placeText } from '../_parts/values';
import { Gallery } from './_parts/gallery';
import { PropertyContact } from './_parts/property-contact';
import { PropertyDocuments } from './_parts/property-documents';
import { PropertyFacts } from './_parts/property-facts';
import { PropertyFields } from './_parts/property-fields';
import { PropertyHistory } from './_parts/property-history';
import { PropertyOrigin } from './_parts/property-origin';
import { PropertySharing } from './_parts/property-sharing';
import { RawRecord } from './_parts/raw-record';
import { StateActions, TrashPreview } from './_parts/state-actions';

interface Props {
  params: Promise<{ propertyId: string }>;
  searchParams: Promise<Query>;
}

export async function generateMetadata() {
  return { title: (await getTranslations('properties'))('columns.title') };
}

export default consolePage(async function PropertyPage({ params, searchParams }: Props) {
  const [{ propertyId }, query] = await Promise.all([params, searchParams]);
  const path = `/properties/${propertyId}`;
  const user = await requireUser('viewer', addressOf(path, query));
  const property = (await getProperty(db(), propertyId)) ?? notFound();
  const [t, history, twins, origins] = await Promise.all([
    getTranslations('properties'),
    listRecordHistory(db(), { recordId: propertyId, cursor: one(query, 'after') }),
    listTwins(db(), propertyId),
    readFieldOrigins(db(), propertyId),
  ]);
  const shared = property.originSiteId > 0 && env().syncRole === 'site';
  const mayChange = hasRole(user, 'operator') && property.originSiteId === 0;
  const number = property.externalNumber && t('number', { number: property.externalNumber });
  return (
    <>
      <PageHeader
        help={<HelpLink topic="property" />}
        title={property.title ?? t('untitled')}
        sub={dotted([number, property.provider.name, placeText(property)])}
        crumbs={[{ href: '/properties', label: t('title') }]}
        actions={mayChange && <StateActions property={property} asking={query.ask === 'trash'} />}
      />
      <Notice notice={query.notice} error={query.error} />
      {mayChange && query.ask === 'trash' && <TrashPreview property={property} />}
      {shared && (
        <Alert
          tone="info"
          title={t('foreignTitle', { site: property.ownerName ?? t('unknownSite') })}
          text={t('foreignText')}
        />
      )}
      {property.state !== 'active' && <Alert tone="info" title={t(`goneNote.${property.state}`)} />}
      <PropertyFacts property={property} />
      <div className="mb-4 flex">
        <Segments
          label={t('tabs.label')}
          segments={(['property', 'record'] as const).map((tab) => ({
            href: tab === 'record' ? `${path}?tab=record` : path,
            label: t(`tabs.${tab}`),
            active: (query.tab === 'record') === (tab === 'record'),
          }))}
        />
      </div>
      {query.tab === 'record' ? (
        <RawRecord property={property} />
      ) : (
        <div className="grid items-start gap-4 broad:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <div className="grid gap-4">
            <Gallery property={property} />
            <Card title={t('description')} padded>
              {property.description ? (
                <p className="max-w-prose whitespace-pre-line wrap-anywhere">{property.description}</p>
              ) : (
                <p className="text-ink-3">{t('noDescription')}</p>
              )}
            </Card>
            <PropertyFields described={property.described} origins={origins} />
            <PropertyHistory propertyId={propertyId} page={history} after={one(query, 'after')} />
          </div>
          <div className="grid gap-4">
            <PropertyContact contact={property.contact} />
            <PropertyDocuments attachments={property.attachments} />
            <PropertyOrigin property={property} />
            <PropertySharing property={property} twins={twins} />
          </div>
        </div>
      )}
    </>
  );
});
