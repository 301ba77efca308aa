import type { ActionTexts, RefusalReason } from '../audit/actions';
import type { ErrorCode } from '../error-catalog';
import type { Locale } from './locale';
import deAccount from './messages/de/account.json';
import deAdmin from './messages/de/admin.json';
import deAudit from './messages/de/audit.json';
import deAuth from './messages/de/auth.json';
import deCleanup from './messages/de/cleanup.json';
import deCommon from './messages/de/common.json';
import deConsequences from './messages/de/consequences.json';
import deDeliveries from './messages/de/deliveries.json';
import deErrorHelp from './messages/de/error-help.json';
import deErrors from './messages/de/errors.json';
import deGeneral from './messages/de/general.json';
import deGroups from './messages/de/groups.json';
import deHelp from './messages/de/help.json';
import deHelpStatuses from './messages/de/help-statuses.json';
import deHelpWords from './messages/de/help-words.json';
import deHistory from './messages/de/history.json';
import deInterfaces from './messages/de/interfaces.json';
import deMessages from './messages/de/messages.json';
import deNav from './messages/de/nav.json';
import deOutcomes from './messages/de/outcomes.json';
import deOverview from './messages/de/overview.json';
import dePlans from './messages/de/plans.json';
import deProperties from './messages/de/properties.json';
import dePropertyFields from './messages/de/property-fields.json';
import deSupplier from './messages/de/supplier.json';
import deSync from './messages/de/sync.json';
import deTokens from './messages/de/tokens.json';
import deUsers from './messages/de/users.json';
import deVerification from './messages/de/verification.json';
import enAccount from './messages/en/account.json';
import enAdmin from './messages/en/admin.json';
import enAudit from './messages/en/audit.json';
import enAuth from './messages/en/auth.json';
import enCleanup from './messages/en/cleanup.json';
import enCommon from './messages/en/common.json';
import enConsequences from './messages/en/consequences.json';
import enDeliveries from './messages/en/deliveries.json';
import enErrorHelp from './messages/en/error-help.json';
import enErrors from './messages/en/errors.json';
import enGeneral from './messages/en/general.json';
import enGroups from './messages/en/groups.json';
import enHelp from './messages/en/help.json';
import enHelpStatuses from './messages/en/help-statuses.json';
import enHelpWords from './messages/en/help-words.json';
import enHistory from './messages/en/history.json';
import enInterfaces from './messages/en/interfaces.json';
import enMessages from './messages/en/messages.json';
import enNav from './messages/en/nav.json';
import enOutcomes from './messages/en/outcomes.json';
import enOverview from './messages/en/overview.json';
import enPlans from './messages/en/plans.json';
import enProperties from './messages/en/properties.json';
import enPropertyFields from './messages/en/property-fields.json';
import enSupplier from './messages/en/supplier.json';
import enSync from './messages/en/sync.json';
import enTokens from './messages/en/tokens.json';
import enUsers from './messages/en/users.json';
import enVerification from './messages/en/verification.json';
import esAccount from './messages/es/account.json';
import esAdmin from './messages/es/admin.json';
import esAudit from './messages/es/audit.json';
import esAuth from './messages/es/auth.json';
import esCleanup from './messages/es/cleanup.json';
import esCommon from './messages/es/common.json';
import esConsequences from './messages/es/consequences.json';
import esDeliveries from './messages/es/deliveries.json';
import esErrorHelp from './messages/es/error-help.json';
import esErrors from './messages/es/errors.json';
import esGeneral from './messages/es/general.json';
import esGroups from './messages/es/groups.json';
import esHelp from './messages/es/help.json';
import esHelpStatuses from './messages/es/help-statuses.json';
import esHelpWords from './messages/es/help-words.json';
import esHistory from './messages/es/history.json';
import esInterfaces from './messages/es/interfaces.json';
import esMessages from './messages/es/messages.json';
import esNav from './messages/es/nav.json';
import esOutcomes from './messages/es/outcomes.json';
import esOverview from './messages/es/overview.json';
import esPlans from './messages/es/plans.json';
import esProperties from './messages/es/properties.json';
import esPropertyFields from './messages/es/property-fields.json';
import esSupplier from './messages/es/supplier.json';
import esSync from './messages/es/sync.json';
import esTokens from './messages/es/tokens.json';
import esUsers from './messages/es/users.json';
import esVerification from './messages/es/verification.json';

/** What every error code says of itself, and what its help page says: a code without them does not compile. */
export type ErrorTexts = Record<ErrorCode, { sentence: string; owner: string; action: string }>;
/** `steps`: one per line. */
export type ErrorHelpTexts = Record<ErrorCode, { meaning: string; steps: string }>;

/** English is the type: every other language has exactly its keys. */
const en = {
  account: enAccount,
  admin: enAdmin,
  audit: enAudit satisfies { actions: ActionTexts; reasons: Record<RefusalReason, string> },
  auth: enAuth,
  cleanup: enCleanup,
  common: enCommon,
  consequences: enConsequences,
  deliveries: enDeliveries,
  errorHelp: enErrorHelp satisfies { codes: ErrorHelpTexts },
  errors: enErrors satisfies ErrorTexts,
  general: enGeneral,
  groups: enGroups,
  help: enHelp,
  helpStatuses: enHelpStatuses,
  helpWords: enHelpWords,
  history: enHistory,
  interfaces: enInterfaces,
  messages: enMessages,
  nav: enNav,
  outcomes: enOutcomes,
  overview: enOverview,
  plans: enPlans,
  properties: enProperties,
  propertyFields: enPropertyFields,
  supplier: enSupplier,
  sync: enSync,
  tokens: enTokens,
  users: enUsers,
  verification: enVerification,
};
const es = {
  account: esAccount,
  admin: esAdmin,
  audit: esAudit,
  auth: esAuth,
  cleanup: esCleanup,
  common: esCommon,
  consequences: esConsequences,
  deliveries: esDeliveries,
  errorHelp: esErrorHelp,
  errors: esErrors,
  general: esGeneral,
  groups: esGroups,
  help: esHelp,
  helpStatuses: esHelpStatuses,
  helpWords: esHelpWords,
  history: esHistory,
  interfaces: esInterfaces,
  messages: esMessages,
  nav: esNav,
  outcomes: esOutcomes,
  overview: esOverview,
  plans: esPlans,
  properties: esProperties,
  propertyFields: esPropertyFields,
  supplier: esSupplier,
  sync: esSync,
  tokens: esTokens,
  users: esUsers,
  verification: esVerification,
};
const de = {
  account: deAccount,
  admin: deAdmin,
  audit: deAudit,
  auth: deAuth,
  cleanup: deCleanup,
  common: deCommon,
  consequences: deConsequences,
  deliveries: deDeliveries,
  errorHelp: deErrorHelp,
  errors: deErrors,
  general: deGeneral,
  groups: deGroups,
  help: deHelp,
  helpStatuses: deHelpStatuses,
  helpWords: deHelpWords,
  history: deHistory,
  interfaces: deInterfaces,
  messages: deMessages,
  nav: deNav,
  outcomes: deOutcomes,
  overview: deOverview,
  plans: dePlans,
  properties: deProperties,
  propertyFields: dePropertyFields,
  supplier: deSupplier,
  sync: deSync,
  tokens: deTokens,
  users: deUsers,
  verification: deVerification,
};

export type Messages = typeof en;
export type Namespace = keyof Messages;

/** Does not compile while a language misses a key or has one too many; the unit test says which. */
type SameKeys<Other> = Other extends Messages ? (Messages extends Other ? Other : never) : never;

export const MESSAGES: Record<Locale, Messages> = {
  en,
  es: es satisfies SameKeys<typeof es>,
  de: de satisfies SameKeys<typeof de>,
};
