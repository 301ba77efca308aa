'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { createInterface } from '@/lib/interfaces/create';
import { InterfaceForm, SourceForm } from '@/lib/interfaces/input';
import { updateInterface } from '@/lib/interfaces/update';
import { type ActionResult, adminAction } from '@/lib/web/action';
import { valuesToShow } from '@/lib/web/form';
import { onlyAt } from '@/lib/web/only-at';
import { testInterfaceSource } from './test-interface-source';
import type { TestedSource } from './tested-source';

/** Every provider has a checkbox of its own, so that a refused form comes back as it was filled in. */
const collectProviders = (fields: unknown) => ({
  ...(fields as Record<string, unknown>),
  providerIds: Object.keys(fields as object).flatMap((name) => /^provider-(.+)$/.exec(name)?.[1] ?? []),
});
const Create = z.preprocess(collectProviders, InterfaceForm);
const Update = z.preprocess(collectProviders, z.object({ interfaceId: z.uuid() }).and(InterfaceForm));
/** What is tested, and all that was typed but the secrets, to fill in the form with again. */
const Test = z.looseObject({ interfaceId: z.uuid().nullable().default(null) }).transform((fields, context) => {
  const parsed = SourceForm.safeParse(fields);
  if (!parsed.success) {
    context.issues.push(...parsed.error.issues.map((issue) => ({ ...issue, input: fields }) as never));
    return z.NEVER;
  }
  const { interfaceId, ...typed } = fields;
  return { ...parsed.data, interfaceId, values: valuesToShow(typed as Record<string, string>) };
});

const create = adminAction('interface.create', Create, async (input, { db }) => {
  onlyAt('site');
  const { id } = await createInterface(db, input);
  const page = input.source.kind === 'upload' ? 'settings' : 'deliveries';
  redirect(`/interfaces/${id}/${page}?notice=created`);
});

const update = adminAction('interface.update', Update, async ({ interfaceId, ...input }, { db }) => {
  onlyAt('site');
  await updateInterface(db, interfaceId, input);
  redirect(`/interfaces/${interfaceId}/settings?notice=saved`);
});

const test = adminAction('interface.test', Test, (input) => {
  onlyAt('site');
  return testInterfaceSource(input);
});

/** The form's buttons: test the source, accept its host's key, save, or create. Each is authorised and checked by its own action. */
export async function interfaceFormAction(
  _previous: ActionResult<TestedSource | never> | null,
  form: FormData,
): Promise<ActionResult<TestedSource>> {
  const intent = form.get('intent');
  if (intent === 'accept') form.set('sftpHostKey', form.get('offeredHostKey') ?? '');
  form.delete('offeredHostKey');
  if (intent === 'test' || intent === 'accept') return test(null, form);
  return form.has('interfaceId') ? update(null, form) : create(null, form);
}
