import type { Messages } from '../i18n/messages';
import type { HelpTopic } from './topic';

export type Word = keyof Messages['helpWords']['words'];

/** Where more is said about each word; its texts are in messages/<language>/help-words.json. */
export const WORD_TOPICS: Record<Word, HelpTopic> = {
  synchronisation: 'sync',
  status: 'sync',
  manual: 'sync',
  interval: 'adminSynchronisation',
  pending: 'sync',
  central: 'central',
  site: 'sites',
  run: 'run',
  steps: 'sync',
  details: 'sync',
  interface: 'interfaces',
  configuration: 'interfaceSettings',
  delivery: 'deliveries',
  symbols: 'deliveries',
  path: 'deliveries',
  change: 'deliveries',
  size: 'deliveries',
  last: 'deliveries',
  user: 'deliveries',
  history: 'imports',
  cleanup: 'cleanup',
  files: 'cleanup',
  property: 'property',
  provider: 'providers',
  attachment: 'property',
  full: 'import',
  plan: 'plan',
  integrate: 'sync',
  verification: 'verification',
  group: 'groups',
  token: 'adminSynchronisation',
};
