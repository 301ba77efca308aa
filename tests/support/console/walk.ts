import type { Browser, BrowserContext, Page } from '@playwright/test';
import { signIn } from '../sign-in';
import type { Console } from './console';
import type { ConsolePage } from './console-page';
import type { ConsoleIds } from './fill';
import { inState } from './states';

export type Theme = 'light' | 'dark';
export type Language = 'en' | 'es' | 'de';
type Look = (tab: Page, language: Language) => Promise<void>;

/** Walks through the console with one tab per person, server and language, so that a page costs one request. */
export class Walker {
  private readonly tabs = new Map<string, Promise<Page>>();
  private readonly sessions = new Map<string, Promise<SignedIn | undefined>>();

  constructor(
    private readonly browser: Browser,
    private readonly console: Console,
  ) {}

  /** Opens a page in its state, in all these languages at once, and looks at it; the state is left afterwards. */
  async visit(page: ConsolePage, languages: readonly Language[], look: Look): Promise<void> {
    const ids = page.fresh ? null : await this.console.fill();
    const address = addressOf(page, ids);
    const tabs = await Promise.all(languages.map((language) => this.tabOf(page, language)));
    await inState(this.console, page.state, async () => {
      const looks = tabs.map((tab, index) => this.lookAt(page, address, tab, languages[index] ?? 'en', look));
      const results = await Promise.allSettled(looks);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    });
  }

  async close(): Promise<void> {
    const tabs = await Promise.all(this.tabs.values());
    await Promise.all(tabs.map((tab) => tab.context().close()));
    this.tabs.clear();
  }

  private async lookAt(page: ConsolePage, address: string, tab: Page, language: Language, look: Look): Promise<void> {
    await tab.setViewportSize({ width: page.width ?? 1280, height: 900 });
    const response = await tab.goto(address);
    if (response?.status() !== (page.status ?? 200)) throw new Error(`${page.name} answered ${response?.status()}`);
    await page.open?.(tab);
    await look(tab, language);
  }

  private tabOf(page: ConsolePage, language: Language): Promise<Page> {
    const key = `${page.on ?? 'site'} ${page.as ?? 'admin'} ${language}`;
    const known = this.tabs.get(key) ?? this.openTab(page, language);
    this.tabs.set(key, known);
    return known;
  }

  private async openTab(page: ConsolePage, language: Language): Promise<Page> {
    const storageState = await this.sessionOf(page);
    const context = await this.openContext(page, storageState);
    await context.addCookies([{ name: 'language', value: language, url: this.urlOf(page) }]);
    return context.newPage();
  }

  private sessionOf(page: ConsolePage): Promise<SignedIn | undefined> {
    const key = `${page.on ?? 'site'} ${page.as ?? 'admin'}`;
    const known = this.sessions.get(key) ?? this.signIn(page);
    this.sessions.set(key, known);
    return known;
  }

  private async signIn(page: ConsolePage): Promise<SignedIn | undefined> {
    if (page.as === 'nobody') return undefined;
    if (page.as === 'viewer') await this.console.fill();
    const context = await this.openContext(page);
    const tab = await context.newPage();
    await tab.goto('/help/words');
    const { email, password } = this.console.product;
    await signIn(tab, { email: page.as === 'viewer' ? 'viewer@example.org' : email, password });
    await tab.waitForURL('**/help/words');
    const state = await context.storageState();
    await context.close();
    return state;
  }

  private openContext(page: ConsolePage, storageState?: SignedIn): Promise<BrowserContext> {
    const options = { baseURL: this.urlOf(page), locale: 'en-GB', reducedMotion: 'reduce' } as const;
    return this.browser.newContext(storageState ? { ...options, storageState } : options);
  }

  private urlOf({ on }: ConsolePage): string {
    return on === 'central' ? this.console.product.centralUrl : this.console.product.siteUrl;
  }
}

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

function addressOf({ path, name }: ConsolePage, ids: ConsoleIds | null): string {
  if (typeof path === 'string') return path;
  if (!ids) throw new Error(`${name} needs what is there after the first import`);
  return path(ids);
}

/** As the server writes it from the cookie, without another request. */
export const setTheme = (tab: Page, theme: Theme): Promise<void> =>
  tab.evaluate((value) => {
    document.documentElement.dataset.theme = value;
  }, theme);
