import { ADMIN_TOPICS } from './admin-topics';
import { EVERYDAY_TOPICS } from './everyday-topics';
import { INTERFACE_TOPICS } from './interface-topics';
import type { HelpTopic, TopicEntries, TopicEntry } from './topic';

/** What can be asked about, in the order of the navigation; the texts are in messages/<language>/help.json. */
export const HELP_TOPICS: Record<HelpTopic, TopicEntry> = {
  ...EVERYDAY_TOPICS,
  ...INTERFACE_TOPICS,
  ...ADMIN_TOPICS,
} satisfies TopicEntries<HelpTopic>;

export const HELP_GROUPS = {
  everyday: Object.keys(EVERYDAY_TOPICS) as HelpTopic[],
  interfaces: Object.keys(INTERFACE_TOPICS) as HelpTopic[],
  admin: Object.keys(ADMIN_TOPICS) as HelpTopic[],
};

/** As a topic stands in an address: `interfaceSettings` is /help/interface-settings. */
export const topicSlug = (topic: HelpTopic): string => topic.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const topicPath = (topic: HelpTopic): string => `/help/${topicSlug(topic)}`;

export const topicOf = (slug: string): HelpTopic | undefined =>
  (Object.keys(HELP_TOPICS) as HelpTopic[]).find((topic) => topicSlug(topic) === slug);
