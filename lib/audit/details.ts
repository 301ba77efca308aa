import { maskSecrets } from '../mask-secrets';

const MOST_FIELDS = 40;
const MOST_CHARACTERS = 200;
/** What a form calls a secret. `tokenName` and `tokenId` are none. */
const SECRET = /password|passphrase|secret|privatekey|token(?!name|id)/i;
/** Where to go afterwards, and which list was shown, say nothing to a person. */
const WITHOUT = /^(returnTo|callbackUrl|hash)$/;

/** What a form said, for the audit log: short, bounded, and without secrets. null: nothing worth keeping. */
export function formDetails(fields: Record<string, string | string[]>): Record<string, string> | null {
  const kept = Object.entries(fields)
    .filter(([name, value]) => !SECRET.test(name) && !WITHOUT.test(name) && value.length > 0)
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => [name.slice(0, 60), shorten(maskSecrets(Array.isArray(value) ? value.join(', ') : value))]);
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}

function shorten(text: string): string {
  // Postgres takes neither NUL nor half a character.
  const plain = [...text.replace(/[\0\ud800-\udfff]/gu, '')];
  return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS).join('')}…` : plain.join('');
}

/** An e-mail address of which one who knows it recognises it: "a…@example.org". What is none shows nothing of itself. */
export function maskEmail(text: string): string {
  const [, first, domain] = /^([^\s@])[^\s@]*@([a-z0-9.-]{1,253})$/i.exec(text.trim()) ?? [];
  return first && domain ? `${first}…@${domain.toLowerCase()}` : '…';
}
