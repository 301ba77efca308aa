'use client';

import { useState } from 'react';
import { Announcer } from './announcer';

interface Props {
  /** null: nothing runs. */
  running: string | null;
  ended: string;
}

/** How a run ended is said only to whom saw it running. */
export function RunAnnouncer({ running, ended }: Props) {
  const [seenRunning, setSeenRunning] = useState(false);
  if (running !== null && !seenRunning) setSeenRunning(true);
  return <Announcer text={running ?? (seenRunning ? ended : '')} />;
}
