'use client';

import { useEffect, useState } from 'react';
import { capitalised } from '@/lib/i18n/capitalised';
import type { TimeValue } from './time';

interface Props {
  value: TimeValue;
  locale: string;
}

/** A value by itself: the server writes the absolute time; once there is script it becomes "15 minutes ago" and keeps counting. */
export function RelativeTime({ value, locale }: Props) {
  const [text, setText] = useState(value.text);
  useEffect(() => {
    const update = () => setText(capitalised(relative(value.iso, locale)));
    update();
    const timer = setInterval(update, 10_000);
    return () => clearInterval(timer);
  }, [value.iso, locale]);
  return (
    <time dateTime={value.iso} title={value.title} className="tabular-nums">
      {text}
    </time>
  );
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function relative(iso: string, locale: string): string {
  const difference = new Date(iso).getTime() - Date.now();
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(difference) >= size) return format.format(Math.trunc(difference / size), unit);
  }
  const tens = Math.trunc(difference / 10_000) * 10;
  return format.format(tens === 0 ? 0 : tens, 'second');
}
