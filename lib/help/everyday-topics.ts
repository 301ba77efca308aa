import type { TopicEntries } from './topic';

export const EVERYDAY_TOPICS = {
  overview: {
    title: 'overview.title',
    href: '/',
    terms: {
      calm: 'overview.standing.inStep',
      needs: 'overview.needs.title',
      waiting: 'overview.facts.waiting',
      problems: 'overview.facts.problems',
    },
  },
  sync: {
    title: 'sync.title',
    href: '/sync',
    only: 'site',
    statuses: ['freshness', 'step'],
    terms: {
      state: 'sync.facts.state',
      waiting: 'sync.facts.waiting',
      last: 'sync.facts.last',
      now: 'sync.now',
      push: 'history.steps.push',
      wait: 'history.steps.wait',
      pullCentral: 'history.steps.pull-central',
      pullRemote: 'history.steps.pull-remote',
      integrate: 'history.steps.integrate',
      verify: 'history.steps.verify',
      details: 'common.details',
    },
  },
  central: {
    title: 'sync.title',
    href: '/sync',
    only: 'central',
    statuses: ['site'],
    terms: {
      lastContact: 'admin.sites.lastContact',
      lastSuccess: 'admin.sites.lastSuccess',
      pending: 'admin.sites.pending',
      waiting: 'admin.sites.waiting',
      problems: 'admin.sites.problems',
    },
  },
  verification: {
    title: 'verification.title',
    href: '/sync/verification',
    only: 'site',
    terms: {
      missingHere: 'verification.kinds.missing-here',
      missingThere: 'verification.kinds.missing-there',
      different: 'verification.kinds.different',
      now: 'verification.now',
      repair: 'verification.repair',
    },
  },
  properties: {
    title: 'properties.title',
    href: '/properties',
    statuses: ['property'],
    terms: {
      search: 'common.search',
      own: 'properties.owners.own',
      shared: 'properties.owners.shared',
      csv: 'common.csv',
    },
  },
  property: {
    title: 'properties.columns.title',
    href: null,
    statuses: ['property'],
    terms: {
      origin: 'properties.origin',
      sharing: 'properties.sharing',
      history: 'properties.historyTitle',
      trash: 'properties.trash',
      record: 'properties.record.title',
    },
  },
  history: {
    title: 'history.title',
    href: '/history',
    statuses: ['run'],
    terms: { by: 'history.columns.by', counts: 'history.columns.counts', csv: 'common.csv' },
  },
  run: {
    title: 'history.csv.run',
    href: null,
    statuses: ['run', 'step'],
    terms: {
      steps: 'history.run.steps',
      prepare: 'history.steps.prepare',
      fetch: 'history.steps.fetch',
      read: 'history.steps.read',
      plan: 'history.steps.plan',
      attachments: 'history.steps.attachments',
      apply: 'history.steps.apply',
      cancel: 'history.run.cancel',
    },
  },
  account: {
    title: 'account.title',
    href: '/account',
    terms: {
      language: 'account.language',
      zone: 'account.timeZone',
      appearance: 'account.appearance',
      password: 'account.passwordTitle',
      everywhere: 'account.signOutEverywhere',
    },
  },
} satisfies TopicEntries<
  'overview' | 'sync' | 'central' | 'verification' | 'properties' | 'property' | 'history' | 'run' | 'account'
>;
