import type { ContactRecord } from '../openimmo/types';

export interface StoredContact {
  id: string;
  number: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  contentHash: string;
}

export interface IncomingContact {
  seq: number;
  contact: ContactRecord;
  contentHash: string;
}

export interface ContactPlanInput {
  incoming: readonly IncomingContact[];
  stored: readonly StoredContact[];
  /** create: new ones only · update: and changes of known ones · match: neither. */
  rule: 'create' | 'update' | 'match';
  newId(): string;
}

export interface ContactPlan {
  /** The contact of each record that has one. */
  idOfRecord: Map<number, string>;
  writes: { id: string; contact: ContactRecord; contentHash: string; isNew: boolean }[];
}

/** Assigns delivered contacts to the provider's contacts: by number, else e-mail (of the same person), else name. Pure. */
export function planContacts({ incoming, stored, rule, newId }: ContactPlanInput): ContactPlan {
  const known = new ContactIndex(stored);
  const idOfRecord = new Map<number, string>();
  const writes = new Map<string, ContactPlan['writes'][number]>();
  for (const { seq, contact, contentHash } of incoming) {
    if (!isIdentified(contact)) continue;
    const match = known.find(contact);
    if (!match && rule === 'match') continue;
    const id = match?.id ?? newId();
    idOfRecord.set(seq, id);
    if (match && (rule !== 'update' || match.contentHash === contentHash)) continue;
    const isNew = !match || writes.get(id)?.isNew === true;
    writes.set(id, { id, contact, contentHash, isNew });
    known.add({ ...pick(contact), id, contentHash });
  }
  return { idOfRecord, writes: [...writes.values()] };
}

/** Somebody without number, e-mail and name could be anybody. */
function isIdentified(contact: ContactRecord): boolean {
  return contact.number !== null || contact.email !== null || nameOf(contact) !== null;
}

type Person = Pick<StoredContact, 'number' | 'email' | 'firstName' | 'lastName' | 'company'>;

function pick({ number, email, firstName, lastName, company }: ContactRecord): Person {
  return { number, email, firstName, lastName, company };
}

class ContactIndex {
  private readonly byNumber = new Map<string, StoredContact>();
  private readonly byEmail = new Map<string, StoredContact[]>();
  private readonly byName = new Map<string, StoredContact>();

  constructor(stored: readonly StoredContact[]) {
    for (const contact of stored) this.add(contact);
  }

  add(contact: StoredContact): void {
    if (contact.number !== null) this.byNumber.set(contact.number, contact);
    const email = emailOf(contact);
    if (email !== null) {
      const others = (this.byEmail.get(email) ?? []).filter((other) => other.id !== contact.id);
      this.byEmail.set(email, [...others, contact]);
    }
    const name = nameOf(contact);
    if (name !== null) this.byName.set(name, contact);
  }

  find(contact: ContactRecord): StoredContact | undefined {
    if (contact.number !== null) {
      const numbered = this.byNumber.get(contact.number);
      if (numbered) return numbered;
    }
    const email = emailOf(contact);
    const name = nameOf(contact);
    // An office's address is shared by many: it stands for a person only where the names agree.
    const sameAddress = email === null ? [] : (this.byEmail.get(email) ?? []);
    const byEmail = sameAddress.find((other) => fits(other, contact) && agree(nameOf(other), name));
    if (byEmail) return byEmail;
    const byName = name === null ? undefined : this.byName.get(name);
    return byName && fits(byName, contact) ? byName : undefined;
  }
}

/** Two numbers are two people. */
function fits(known: StoredContact, contact: ContactRecord): boolean {
  return agree(known.number, contact.number);
}

function agree(first: string | null, second: string | null): boolean {
  return first === null || second === null || first === second;
}

function emailOf({ email }: Person): string | null {
  return email === null ? null : email.trim().toLowerCase() || null;
}

function nameOf({ firstName, lastName, company }: Person): string | null {
  const person = [firstName, lastName].filter(Boolean).join(' ').trim().toLowerCase();
  return person || company?.trim().toLowerCase() || null;
}
