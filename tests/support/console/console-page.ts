import type { Page } from '@playwright/test';
import type { ConsoleIds } from './fill';
import type { StateName } from './states';

export interface ConsolePage {
  /** For titles and for the names of pictures. */
  name: string;
  /** Below app/; null: no page of its own answers. */
  file: string | null;
  path: string | ((ids: ConsoleIds) => string);
  /** The site without it. */
  on?: 'central';
  /** The admin without it. */
  as?: 'viewer' | 'nobody';
  /** Before anything was imported; the others come after. */
  fresh?: true;
  state?: StateName;
  /** 200 without it. */
  status?: number;
  /** What is opened on the page before it is looked at; at one width only, where that closes with another one. */
  open?: (page: Page) => Promise<void>;
  width?: number;
}
