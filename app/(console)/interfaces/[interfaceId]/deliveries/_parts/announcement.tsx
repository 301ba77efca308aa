'use client';

import { useEffect, useRef, useState } from 'react';

const EVERY_MS = 5_000;

/** Reads a text out to screen readers whenever it changes, but at most one every five seconds. */
export function Announcement({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  const lastAt = useRef(0);
  useEffect(() => {
    const say = () => {
      lastAt.current = Date.now();
      setSaid(text);
    };
    const timer = setTimeout(say, Math.max(0, lastAt.current + EVERY_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
