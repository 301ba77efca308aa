'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { createInterface } from '@/lib/interfaces/create';
import { InterfaceInput } from '@/lib/interfaces/input';
import { updateInterface } from '@/lib/interfaces/update';
import { testSource } from '@/lib/sources/test-source';
import { type ActionResult, adminAction } from '@/lib/web/action';
import type { TestedSource } from './tested-source';

/** Every provider has a checkbox of its own, so that a refused form comes back as it was filled in. */
const collectProviders = (fields: unknown) => ({
  ...(fields as Record<string, unknown>),
  providerIds: Object.keys(fields as object).flatMap((name) => /^provider-(.+)$/.exec(name)?.[1] ?? []),
});
const Create = z.preprocess(collectProviders, InterfaceInput);
const Update = z.preprocess(collectProviders, InterfaceInput.extend({ interfaceId: z.uuid() }));
const Test = InterfaceInput.pick({ path: true }).loose();

const create = adminAction('interface.create', Create, async (input, { db }) => {
  const { id } = await createInterface(db, input);
  redirect(`/interfaces/${id}/deliveries?notice=created`);
});

const update = adminAction('interface.update', Update, async ({ interfaceId, ...input }, { db }) => {
  await updateInterface(db, interfaceId, input);
  redirect(`/interfaces/${interfaceId}/settings?notice=saved`);
});

const test = adminAction('interface.test', Test, async ({ path, ...typed }): Promise<TestedSource> => {
  const [report, format] = await Promise.all([
    testSource({ kind: 'directory', path }, env().deliveryRoots),
    getFormat(),
  ]);
  return {
    files: report.files,
    size: format.bytes(report.sizeBytes),
    newest: report.newest.map((file) => ({
      path: file.path,
      size: format.bytes(file.sizeBytes),
      changed: format.time(file.modifiedAt),
    })),
    values: { ...Object.fromEntries(Object.entries(typed).filter(([, value]) => typeof value === 'string')), path },
  };
});

/** The form's buttons: test the source, save, or create. Each is authorised and checked by its own action. */
export async function interfaceFormAction(
  _previous: ActionResult<TestedSource | never> | null,
  form: FormData,
): Promise<ActionResult<TestedSource>> {
  if (form.get('intent') === 'test') return test(null, form);
  return form.has('interfaceId') ? update(null, form) : create(null, form);
}
