import { z } from 'zod';
import type { InterfaceRules, InterfaceSource } from '../db/schema/interfaces';
import { LOCALES, type Locale } from '../i18n/locale';
import { readTimes } from '../sync/schedule/times';
import { SourceFields, type TypedSecrets, toSource } from './source-input';

/** A list as a form posts it: nothing, one value or several. */
const list = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.uuid()).max(200),
);
const checkbox = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean());
const emptyIsNull = (value: unknown) => (value === '' || value === undefined ? null : value);
const numberOrNull = (least: number, most: number) =>
  z.preprocess(emptyIsNull, z.coerce.number().int().min(least).max(most).nullable());

const MOST_HOSTS = 100;
const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Hosts one per line or with commas between them; `*.example.org` is every host below example.org. */
const hosts = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s,;]+/).filter((host) => host !== '') : (value ?? [])),
  z
    .array(z.string().max(253).toLowerCase())
    .max(MOST_HOSTS)
    // Of one issue for the field, not one per line, so that the form finds it.
    .refine((all) => all.every((host) => HOST.test(host)), 'invalid'),
);

/** `times`: at those of the field of that name. */
const Schedule = z.object({
  intervalMinutes: z.preprocess(
    emptyIsNull,
    z.union([z.literal('times'), z.coerce.number().int().min(1).max(10_080), z.null()]),
  ),
  times: z.string().max(1_000).nullable().default(null),
});

/** That of the format and of most of its senders. */
export const DEFAULT_LANGUAGE: Locale = 'de';

const Rules = z.object({
  name: z.string().trim().min(1).max(100),
  /** Empty: every known provider. */
  providerIds: list,
  recordKey: z.enum(['obid', 'external', 'internal']).default('obid'),
  contacts: z.enum(['create', 'update', 'match']).default('update'),
  fullTransfer: z.enum(['ignore', 'withdraw', 'delete']).default('withdraw'),
  guardPercent: z.coerce.number().int().min(0).max(100).default(50),
  guardMinimum: z.coerce.number().int().min(1).max(100_000).default(5),
  publishNew: checkbox,
  unknownProvider: z.enum(['skip', 'hold']).default('hold'),
  skipWithoutText: checkbox,
  addressReleased: checkbox,
  filesPerRun: numberOrNull(1, 1_000),
  keepOriginalsDays: z.coerce.number().int().min(0).max(3_650).default(30),
  deleteOriginals: checkbox,
  heartbeatDays: numberOrNull(1, 365),
  attachmentHosts: hosts,
  language: z.enum(LOCALES).default(DEFAULT_LANGUAGE),
  /** The stored password and key are not kept, whatever is typed or not. */
  forgetSecrets: checkbox,
});

/** Before there were others, a source was a directory. */
const withKind = (fields: unknown) => ({ kind: 'directory', ...(fields as Record<string, unknown>) });

/** What a person sets of an interface, as its form posts it. The rules' defaults are those of `DEFAULT_RULES`. */
export const InterfaceForm = z.preprocess(
  withKind,
  Rules.and(Schedule)
    .and(SourceFields)
    .superRefine(({ intervalMinutes, times }, context) => {
      if (intervalMinutes !== 'times' || readTimes(times ?? '')) return;
      context.addIssue({ code: 'custom', path: ['times'], message: times?.trim() ? 'invalid' : 'required' });
    })
    .transform(toInput),
);
/** The source alone, for its test. */
export const SourceForm = z.preprocess(
  withKind,
  SourceFields.and(z.object({ forgetSecrets: checkbox })).transform((fields) => {
    return { ...toSource(fields), forgetSecrets: fields.forgetSecrets };
  }),
);

export interface InterfaceInput extends InterfaceRules {
  name: string;
  source: InterfaceSource;
  /** Of the text for a delivery's sender; not said: German. */
  language?: Locale;
  /** Nothing typed: what is stored for the same source stays. */
  typed?: TypedSecrets;
  forgetSecrets?: boolean;
  providerIds: string[];
  /** null, and no times: by hand only. */
  intervalMinutes: number | null;
  times?: string | null;
}

function toInput(
  fields: z.output<typeof Rules> & z.output<typeof Schedule> & z.output<typeof SourceFields>,
): InterfaceInput {
  const { name, providerIds, language, forgetSecrets, intervalMinutes } = fields;
  const atTimes = intervalMinutes === 'times';
  return {
    name,
    ...toSource(fields),
    forgetSecrets,
    providerIds,
    language,
    ...rulesOf(fields),
    intervalMinutes: atTimes ? null : intervalMinutes,
    times: atTimes ? (readTimes(fields.times ?? '') ?? []).join('\n') : null,
  };
}

export const DEFAULT_RULES: InterfaceRules = {
  recordKey: 'obid',
  contacts: 'update',
  fullTransfer: 'withdraw',
  guardPercent: 50,
  guardMinimum: 5,
  publishNew: true,
  unknownProvider: 'hold',
  skipWithoutText: false,
  addressReleased: false,
  filesPerRun: null,
  keepOriginalsDays: 30,
  deleteOriginals: false,
  heartbeatDays: null,
  attachmentHosts: [],
};

/** The rules alone, of what has more. */
export function rulesOf(input: InterfaceRules): InterfaceRules {
  return {
    recordKey: input.recordKey,
    contacts: input.contacts,
    fullTransfer: input.fullTransfer,
    guardPercent: input.guardPercent,
    guardMinimum: input.guardMinimum,
    publishNew: input.publishNew,
    unknownProvider: input.unknownProvider,
    skipWithoutText: input.skipWithoutText,
    addressReleased: input.addressReleased,
    filesPerRun: input.filesPerRun,
    keepOriginalsDays: input.keepOriginalsDays,
    deleteOriginals: input.deleteOriginals,
    heartbeatDays: input.heartbeatDays,
    attachmentHosts: input.attachmentHosts,
  };
}
