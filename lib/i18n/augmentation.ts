import 'next-intl';
import type { Locale } from './locale';
import type { Messages } from './messages';

// Without the import above TypeScript takes this for a new module, and wrong keys pass unseen.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
