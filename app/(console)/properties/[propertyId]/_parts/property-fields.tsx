import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { Disclosure } from '@/app/_ui/disclosure';
import { dotted } from '@/app/_ui/dotted';
import { getFormat } from '@/lib/i18n/get-format';
import type { DescribedDocument, ShownField } from '@/lib/properties/document-fields';
import { originOfElement, type PropertyOrigins } from '@/lib/properties/read-field-origins';
import { typeName } from '../../_parts/values';
import { FieldList, type ListedField } from './field-list';
import { fieldText } from './field-text';
import { OriginTip } from './origin-tip';
import { WholeOrigin } from './whole-origin';

const CERTIFICATE = 'zustand_angaben/energiepass';

interface Props {
  described: DescribedDocument;
  origins: PropertyOrigins;
}

/** The record as it was delivered: common fields under our own words, everything else under the format's. */
export async function PropertyFields({ described, origins }: Props) {
  const { groups, certificates, objectTypes, free } = described;
  const [t, properties, toListed] = await Promise.all([
    getTranslations('propertyFields'),
    getTranslations('properties'),
    createLister(described, origins),
  ]);
  const groupsBefore = groups.filter(({ group }) => group !== 'texts');
  const texts = groups.find(({ group }) => group === 'texts');
  return (
    <Card title={t('title')}>
      <p className="px-4.5 pt-3 text-note text-ink-2 wrap-anywhere">
        <WholeOrigin origin={origins.whole} />
      </p>
      {objectTypes.length > 0 && (
        <Group title={t('types')} mark={mark(origins, 'objektkategorie/objektart', t('types'))}>
          <p className="whitespace-pre-line wrap-anywhere">
            {objectTypes.map(({ type, words }) => dotted([typeName(properties, type), ...words])).join('\n')}
          </p>
        </Group>
      )}
      {groupsBefore.map(({ group, fields }) => (
        <Group key={group} title={t(`groups.${group}`)}>
          <FieldList fields={fields.map((field) => toListed(field))} />
        </Group>
      ))}
      {certificates.map((fields, index) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: in the record's order, which never changes
          key={index}
          title={certificates.length > 1 ? t('certificateOf', { number: index + 1 }) : t('certificate')}
          mark={mark(origins, CERTIFICATE, t('certificate'))}
        >
          <FieldList fields={fields.map((field) => ({ ...toListed(field), mark: undefined }))} />
        </Group>
      ))}
      {texts && (
        <Group title={t('groups.texts')}>
          <FieldList fields={texts.fields.map((field) => ({ ...toListed(field), long: true }))} />
        </Group>
      )}
      {free.length > 0 && (
        <Group title={t('free')}>
          <FieldList fields={free.map(({ path, value }) => ({ label: path, value }))} />
        </Group>
      )}
      <Rest described={described} origins={origins} />
    </Card>
  );
}

function mark(origins: PropertyOrigins, path: string, field: string): ReactNode {
  const origin = originOfElement(origins, path);
  return origin && <OriginTip origin={origin} field={field} />;
}

async function createLister({ currency }: DescribedDocument, origins: PropertyOrigins) {
  const [t, common, properties, format] = await Promise.all([
    getTranslations('propertyFields'),
    getTranslations('common'),
    getTranslations('properties'),
    getFormat(),
  ]);
  return ({ key, path, values }: ShownField): ListedField => {
    const label = t(`fields.${key}`);
    const texts = values.map((value) => fieldText({ t, common, properties }, format, value, currency));
    return { label, value: texts.join('\n'), mark: mark(origins, path, label) };
  };
}

function Group({ title, mark, children }: { title: string; mark?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-b border-line-soft px-4.5 py-3.5 last:border-b-0">
      <div className="mb-2 flex items-center gap-1.5">
        <h3 className="font-semibold">{title}</h3>
        {mark}
      </div>
      {children}
    </section>
  );
}

/** What has no words of ours; closed until somebody wants it. */
async function Rest({ described: { rest }, origins }: Props) {
  if (rest.length === 0) return null;
  const t = await getTranslations('propertyFields');
  const elementOf = (path: string) => path.split(' / ').slice(0, 2).join('/');
  return (
    <Disclosure title={t('rest', { count: rest.length })}>
      <div className="px-4.5 pb-4.5">
        <FieldList
          fields={rest.map(({ path, value }) => ({ label: path, value, mark: mark(origins, elementOf(path), path) }))}
        />
      </div>
    </Disclosure>
  );
}
