import type { TimeValue } from '@/app/_ui/time';

/** What lies in a source, in the reader's language, and what the form was filled in with. */
export interface TestedSource {
  found: { files: number; size: string; newest: { path: string; size: string; changed: TimeValue }[] } | null;
  /** The fingerprint of a host that nobody has accepted yet. */
  offeredHostKey: string | null;
  values: Record<string, string>;
}
