import type { Page } from '@playwright/test';
import { ADMIN_PAGES } from './admin-pages';
import type { ConsolePage } from './console-page';
import type { ConsoleIds } from './fill';

const NOWHERE = '00000000-0000-7000-8000-000000000000';
const iface = (rest: string) => (ids: ConsoleIds) => `/interfaces/${ids.interfaceId}/${rest}`;
const uploads = (rest: string) => (ids: ConsoleIds) => `/interfaces/${ids.uploadInterfaceId}/${rest}`;
const DELIVERIES = '(console)/interfaces/[interfaceId]/deliveries/page.tsx';
const INTERFACE = '(console)/interfaces/[interfaceId]';
const SYNC = '(console)/sync/page.tsx';

/** Opens what is behind the `i` of an error. */
const openDetails = async (page: Page): Promise<void> => {
  await page.getByRole('alert').locator('button[aria-label]').first().focus();
  await page
    .getByText(/ECONNREFUSED/)
    .first()
    .waitFor();
};
const openMenu = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').locator('summary:visible').click();
};

/** Before the first import. */
const FRESH: Omit<ConsolePage, 'fresh'>[] = [
  { name: 'sign-in', file: '(auth)/sign-in/page.tsx', path: '/sign-in?callbackUrl=%2Fsync', as: 'nobody' },
  { name: 'sign-in-refused', file: '(auth)/sign-in/page.tsx', path: '/sign-in?error=login-failed', as: 'nobody' },
  { name: 'not-found-signed-out', file: null, path: '/nowhere', as: 'nobody', status: 404 },
  { name: 'overview-fresh', file: '(console)/page.tsx', path: '/' },
  { name: 'overview-alone', file: '(console)/page.tsx', path: '/', state: 'alone' },
  { name: 'overview-central-fresh', file: '(console)/page.tsx', path: '/', on: 'central' },
  { name: 'sync-never', file: SYNC, path: '/sync' },
  { name: 'sync-alone', file: SYNC, path: '/sync', state: 'alone' },
  { name: 'verification-never', file: '(console)/sync/verification/page.tsx', path: '/sync/verification' },
  { name: 'interfaces-empty', file: '(console)/interfaces/page.tsx', path: '/interfaces', state: 'no-interface' },
  { name: 'interfaces-fresh', file: '(console)/interfaces/page.tsx', path: '/interfaces' },
  { name: 'properties-empty', file: '(console)/properties/page.tsx', path: '/properties' },
  { name: 'history-empty', file: '(console)/history/page.tsx', path: '/history' },
  {
    name: 'admin-synchronisation-alone',
    file: '(console)/admin/synchronisation/page.tsx',
    path: '/admin/synchronisation',
    state: 'alone',
  },
  { name: 'admin-groups-empty', file: '(console)/admin/groups/page.tsx', path: '/admin/groups' },
];

const OVERVIEW: ConsolePage[] = [
  { name: 'overview', file: '(console)/page.tsx', path: '/' },
  { name: 'overview-overdue', file: '(console)/page.tsx', path: '/', state: 'overdue' },
  { name: 'overview-failed', file: '(console)/page.tsx', path: '/', state: 'failed' },
  { name: 'overview-central', file: '(console)/page.tsx', path: '/', on: 'central' },
  { name: 'overview-menu', file: '(console)/page.tsx', path: '/', open: openMenu, width: 360 },
];

const SYNCHRONISATION: ConsolePage[] = [
  { name: 'sync', file: SYNC, path: '/sync' },
  { name: 'sync-viewer', file: SYNC, path: '/sync', as: 'viewer' },
  { name: 'sync-queued', file: SYNC, path: '/sync', state: 'queued' },
  { name: 'sync-running', file: SYNC, path: '/sync', state: 'running' },
  { name: 'sync-late', file: SYNC, path: '/sync', state: 'late' },
  { name: 'sync-overdue', file: SYNC, path: '/sync', state: 'overdue' },
  { name: 'sync-paused', file: SYNC, path: '/sync', state: 'paused' },
  { name: 'sync-failed', file: SYNC, path: '/sync', state: 'failed', open: openDetails },
  { name: 'sync-cancelled', file: SYNC, path: '/sync', state: 'cancelled' },
  { name: 'sync-problems', file: SYNC, path: '/sync', state: 'problems' },
  { name: 'sync-central', file: SYNC, path: '/sync', on: 'central' },
  { name: 'verification', file: '(console)/sync/verification/page.tsx', path: '/sync/verification' },
  {
    name: 'verification-differs',
    file: '(console)/sync/verification/page.tsx',
    path: '/sync/verification',
    state: 'problems',
  },
];

const INTERFACES: ConsolePage[] = [
  { name: 'interfaces', file: '(console)/interfaces/page.tsx', path: '/interfaces' },
  { name: 'interfaces-running', file: '(console)/interfaces/page.tsx', path: '/interfaces', state: 'importing' },
  { name: 'interfaces-failed', file: '(console)/interfaces/page.tsx', path: '/interfaces', state: 'import-failed' },
  { name: 'interfaces-paused', file: '(console)/interfaces/page.tsx', path: '/interfaces', state: 'interface-paused' },
  { name: 'interfaces-unreadable', file: '(console)/interfaces/page.tsx', path: '/interfaces', state: 'unreadable' },
  { name: 'interface-new', file: '(console)/interfaces/new/page.tsx', path: '/interfaces/new' },
  { name: 'deliveries', file: DELIVERIES, path: iface('deliveries') },
  { name: 'deliveries-viewer', file: DELIVERIES, path: iface('deliveries'), as: 'viewer' },
  { name: 'deliveries-running', file: DELIVERIES, path: iface('deliveries'), state: 'importing' },
  { name: 'deliveries-failed', file: DELIVERIES, path: iface('deliveries'), state: 'import-failed' },
  { name: 'deliveries-unreadable', file: DELIVERIES, path: iface('deliveries'), state: 'unreadable' },
  { name: 'deliveries-no-match', file: DELIVERIES, path: iface('deliveries?q=nothing&state=purple') },
  { name: 'deliveries-upload', file: DELIVERIES, path: uploads('deliveries') },
  { name: 'imports', file: `${INTERFACE}/history/page.tsx`, path: iface('history') },
  { name: 'imports-empty', file: `${INTERFACE}/history/page.tsx`, path: uploads('history') },
  {
    name: 'import',
    file: `${INTERFACE}/history/[importId]/page.tsx`,
    path: (ids) => iface(`history/${ids.importId}`)(ids),
  },
  {
    name: 'plan-held',
    file: `${INTERFACE}/plans/[importId]/page.tsx`,
    path: (ids) => iface(`plans/${ids.heldImportId}`)(ids),
  },
  {
    name: 'plan-viewer',
    file: `${INTERFACE}/plans/[importId]/page.tsx`,
    path: (ids) => iface(`plans/${ids.heldImportId}`)(ids),
    as: 'viewer',
  },
  {
    name: 'preview',
    file: `${INTERFACE}/plans/[importId]/page.tsx`,
    path: (ids) => iface(`plans/${ids.previewImportId}`)(ids),
  },
  { name: 'cleanup', file: `${INTERFACE}/cleanup/page.tsx`, path: iface('cleanup') },
  { name: 'cleanup-empty', file: `${INTERFACE}/cleanup/page.tsx`, path: uploads('cleanup') },
  { name: 'parked', file: `${INTERFACE}/providers/page.tsx`, path: iface('providers') },
  { name: 'parked-empty', file: `${INTERFACE}/providers/page.tsx`, path: uploads('providers') },
  { name: 'interface-settings', file: `${INTERFACE}/settings/page.tsx`, path: iface('settings') },
  { name: 'interface-settings-upload', file: `${INTERFACE}/settings/page.tsx`, path: uploads('settings') },
  { name: 'interface-unknown', file: DELIVERIES, path: `/interfaces/${NOWHERE}/deliveries`, status: 404 },
  {
    name: 'interface-new-forbidden',
    file: '(console)/interfaces/new/page.tsx',
    path: '/interfaces/new',
    as: 'viewer',
    status: 403,
  },
];

const RECORDS: ConsolePage[] = [
  { name: 'properties', file: '(console)/properties/page.tsx', path: '/properties' },
  { name: 'properties-no-match', file: '(console)/properties/page.tsx', path: '/properties?q=nothing' },
  { name: 'properties-central', file: '(console)/properties/page.tsx', path: '/properties', on: 'central' },
  {
    name: 'property',
    file: '(console)/properties/[propertyId]/page.tsx',
    path: (ids) => `/properties/${ids.propertyId}`,
  },
  {
    name: 'property-record',
    file: '(console)/properties/[propertyId]/page.tsx',
    path: (ids) => `/properties/${ids.propertyId}?tab=record`,
  },
  {
    name: 'property-trash',
    file: '(console)/properties/[propertyId]/page.tsx',
    path: (ids) => `/properties/${ids.propertyId}?ask=trash`,
  },
  {
    name: 'property-gone',
    file: '(console)/properties/[propertyId]/page.tsx',
    path: (ids) => `/properties/${ids.trashedPropertyId}`,
  },
  {
    name: 'property-central',
    file: '(console)/properties/[propertyId]/page.tsx',
    path: (ids) => `/properties/${ids.centralPropertyId}`,
    on: 'central',
  },
  { name: 'history', file: '(console)/history/page.tsx', path: '/history' },
  { name: 'history-no-match', file: '(console)/history/page.tsx', path: '/history?state=cancelled' },
  { name: 'history-central', file: '(console)/history/page.tsx', path: '/history', on: 'central' },
  { name: 'run', file: '(console)/history/[runId]/page.tsx', path: (ids) => `/history/${ids.runId}` },
  { name: 'run-import', file: '(console)/history/[runId]/page.tsx', path: (ids) => `/history/${ids.interfaceRunId}` },
];

const HELP: ConsolePage[] = [
  { name: 'help', file: '(console)/help/page.tsx', path: '/help' },
  { name: 'help-central', file: '(console)/help/page.tsx', path: '/help', on: 'central' },
  { name: 'help-topic', file: '(console)/help/[topic]/page.tsx', path: '/help/deliveries' },
  { name: 'help-statuses', file: '(console)/help/statuses/page.tsx', path: '/help/statuses' },
  { name: 'help-words', file: '(console)/help/words/page.tsx', path: '/help/words' },
  { name: 'help-errors', file: '(console)/help/errors/page.tsx', path: '/help/errors' },
  { name: 'help-error', file: '(console)/help/errors/[code]/page.tsx', path: '/help/errors/connection-failed' },
  { name: 'help-unknown', file: '(console)/help/[topic]/page.tsx', path: '/help/nothing', status: 404 },
];

/** Every page in every state that it has. A page that is missing here fails tests/unit/console/pages.test.ts. */
export const CONSOLE_PAGES: ConsolePage[] = [
  ...FRESH.map((page) => ({ ...page, fresh: true as const })),
  ...OVERVIEW,
  ...SYNCHRONISATION,
  ...INTERFACES,
  ...RECORDS,
  ...ADMIN_PAGES,
  ...HELP,
];
