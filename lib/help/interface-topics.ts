import type { TopicEntries } from './topic';

export const INTERFACE_TOPICS = {
  interfaces: {
    title: 'interfaces.title',
    href: '/interfaces',
    only: 'site',
    statuses: ['interface'],
    terms: {
      synchronise: 'interfaces.synchronise',
      history: 'interfaces.history',
      cleanup: 'interfaces.cleanup',
      settings: 'interfaces.settings',
      lastRun: 'interfaces.columns.lastRun',
      waiting: 'interfaces.columns.waiting',
      parked: 'interfaces.parked.title',
    },
  },
  deliveries: {
    title: 'deliveries.title',
    href: null,
    only: 'site',
    statuses: ['delivery'],
    terms: {
      path: 'deliveries.columns.path',
      change: 'deliveries.columns.change',
      size: 'deliveries.columns.size',
      last: 'deliveries.columns.last',
      user: 'deliveries.columns.user',
      one: 'interfaces.synchronise',
      all: 'deliveries.synchroniseAll',
      preview: 'deliveries.previewShort',
      original: 'deliveries.original',
      csv: 'common.csv',
    },
  },
  imports: {
    title: 'deliveries.imports.title',
    href: null,
    only: 'site',
    statuses: ['import'],
    terms: {
      result: 'deliveries.imports.columns.result',
      details: 'common.details',
      csv: 'common.csv',
    },
  },
  import: {
    title: 'deliveries.import.title',
    href: null,
    only: 'site',
    statuses: ['outcome'],
    terms: {
      full: 'deliveries.import.scopes.full',
      partial: 'deliveries.import.scopes.partial',
      messages: 'deliveries.import.messages',
      sender: 'supplier.title',
      changes: 'deliveries.csv.changes',
    },
  },
  plan: {
    title: 'plans.title',
    href: null,
    only: 'site',
    statuses: ['plan'],
    terms: {
      removed: 'plans.kinds.removed',
      confirm: 'plans.confirm',
      discard: 'plans.discard',
      held: 'deliveries.states.held',
    },
  },
  cleanup: {
    title: 'cleanup.title',
    href: null,
    only: 'site',
    terms: {
      trashed: 'cleanup.reasons.property-trashed',
      replaced: 'cleanup.reasons.replaced',
      neverUsed: 'cleanup.reasons.never-used',
      trash: 'cleanup.trash',
      unknown: 'cleanup.unknown.title',
    },
  },
  parked: {
    title: 'interfaces.parked.title',
    href: null,
    only: 'site',
    statuses: ['parked'],
    terms: {
      accept: 'interfaces.parked.accept',
      dismiss: 'interfaces.parked.dismiss',
      awaited: 'interfaces.parked.states.awaited',
    },
  },
  interfaceSettings: {
    title: 'interfaces.settings',
    href: null,
    only: 'site',
    minRole: 'admin',
    terms: {
      source: 'interfaces.form.source',
      recordKey: 'interfaces.form.recordKey',
      fullTransfer: 'interfaces.form.fullTransfer',
      guard: 'interfaces.form.guardPercent',
      hostKey: 'interfaces.form.hostKey',
      tokens: 'interfaces.tokens.title',
    },
  },
} satisfies TopicEntries<
  'interfaces' | 'deliveries' | 'imports' | 'import' | 'plan' | 'cleanup' | 'parked' | 'interfaceSettings'
>;
