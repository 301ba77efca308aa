import type { MessageKeys, NestedKeyOf } from 'use-intl';
import type { Messages } from '../i18n/messages';
import type { Role } from '../users/role';

type MessageKey = MessageKeys<Messages, NestedKeyOf<Messages>>;
type Topics = Messages['help']['topics'];
export type HelpTopic = keyof Topics;
/** The parts of the console whose statuses are explained together. */
export type StatusKind = keyof Messages['helpStatuses']['kinds'];

export interface TopicEntry<Term extends string = string> {
  /** The page's own heading. */
  title: MessageKey;
  /** Null where the page belongs to one thing, such as a run. */
  href: string | null;
  minRole?: Role;
  /** The installation that has the page; both without it. */
  only?: 'site' | 'central';
  statuses?: StatusKind[];
  /** Each term by the words that stand on the page itself, so that help cannot name them otherwise. */
  terms: Record<Term, MessageKey>;
}

/** Every term that the messages explain has its words, and no other. */
export type TopicEntries<Topic extends HelpTopic> = {
  [Key in Topic]: TopicEntry<keyof Topics[Key]['terms'] & string>;
};
