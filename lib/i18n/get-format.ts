import 'server-only';
import { getLocale, getTimeZone } from 'next-intl/server';
import { cache } from 'react';
import { systemClock } from '../clock';
import { createFormat, type Format } from './format';

/** The request's format; `now` is one moment for the whole page. */
export const getFormat = cache(
  async (): Promise<Format> => createFormat(await getLocale(), await getTimeZone(), systemClock()),
);
