export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_COOKIE = 'theme';

export const readTheme = (cookie: string | undefined): Theme => THEMES.find((theme) => theme === cookie) ?? 'system';
