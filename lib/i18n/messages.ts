import type { Locale } from './locale';
import deAccount from './messages/de/account.json';
import deAdmin from './messages/de/admin.json';
import deAuth from './messages/de/auth.json';
import deCleanup from './messages/de/cleanup.json';
import deCommon from './messages/de/common.json';
import deDeliveries from './messages/de/deliveries.json';
import deErrors from './messages/de/errors.json';
import deHistory from './messages/de/history.json';
import deInterfaces from './messages/de/interfaces.json';
import deMessages from './messages/de/messages.json';
import deNav from './messages/de/nav.json';
import deOutcomes from './messages/de/outcomes.json';
import deOverview from './messages/de/overview.json';
import deProperties from './messages/de/properties.json';
import deSync from './messages/de/sync.json';
import enAccount from './messages/en/account.json';
import enAdmin from './messages/en/admin.json';
import enAuth from './messages/en/auth.json';
import enCleanup from './messages/en/cleanup.json';
import enCommon from './messages/en/common.json';
import enDeliveries from './messages/en/deliveries.json';
import enErrors from './messages/en/errors.json';
import enHistory from './messages/en/history.json';
import enInterfaces from './messages/en/interfaces.json';
import enMessages from './messages/en/messages.json';
import enNav from './messages/en/nav.json';
import enOutcomes from './messages/en/outcomes.json';
import enOverview from './messages/en/overview.json';
import enProperties from './messages/en/properties.json';
import enSync from './messages/en/sync.json';
import esAccount from './messages/es/account.json';
import esAdmin from './messages/es/admin.json';
import esAuth from './messages/es/auth.json';
import esCleanup from './messages/es/cleanup.json';
import esCommon from './messages/es/common.json';
import esDeliveries from './messages/es/deliveries.json';
import esErrors from './messages/es/errors.json';
import esHistory from './messages/es/history.json';
import esInterfaces from './messages/es/interfaces.json';
import esMessages from './messages/es/messages.json';
import esNav from './messages/es/nav.json';
import esOutcomes from './messages/es/outcomes.json';
import esOverview from './messages/es/overview.json';
import esProperties from './messages/es/properties.json';
import esSync from './messages/es/sync.json';

/** English is the type: every other language has exactly its keys. */
const en = {
  account: enAccount,
  admin: enAdmin,
  auth: enAuth,
  cleanup: enCleanup,
  common: enCommon,
  deliveries: enDeliveries,
  errors: enErrors,
  history: enHistory,
  interfaces: enInterfaces,
  messages: enMessages,
  nav: enNav,
  outcomes: enOutcomes,
  overview: enOverview,
  properties: enProperties,
  sync: enSync,
};
const es = {
  account: esAccount,
  admin: esAdmin,
  auth: esAuth,
  cleanup: esCleanup,
  common: esCommon,
  deliveries: esDeliveries,
  errors: esErrors,
  history: esHistory,
  interfaces: esInterfaces,
  messages: esMessages,
  nav: esNav,
  outcomes: esOutcomes,
  overview: esOverview,
  properties: esProperties,
  sync: esSync,
};
const de = {
  account: deAccount,
  admin: deAdmin,
  auth: deAuth,
  cleanup: deCleanup,
  common: deCommon,
  deliveries: deDeliveries,
  errors: deErrors,
  history: deHistory,
  interfaces: deInterfaces,
  messages: deMessages,
  nav: deNav,
  outcomes: deOutcomes,
  overview: deOverview,
  properties: deProperties,
  sync: deSync,
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
