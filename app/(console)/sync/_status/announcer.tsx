'use client';

import { useEffect, useRef, useState } from 'react';

const EVERY_MS = 5_000;

/** Says to screen readers what changed, at most one thing every five seconds: the newest. */
export function Announcer({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  const lastAt = useRef(0);
  useEffect(() => {
    if (text === said) return;
    const timer = setTimeout(
      () => {
        lastAt.current = Date.now();
        setSaid(text);
      },
      Math.max(0, lastAt.current + EVERY_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [text, said]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
