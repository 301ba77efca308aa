/** An attachment as it is stored or shall be: `sha256` or `url` says where its bytes are. */
export interface AttachmentValues {
  position: number;
  group: string | null;
  title: string | null;
  name: string | null;
  sha256: string | null;
  url: string | null;
}

export interface StoredAttachment extends AttachmentValues {
  id: string;
}

/** An attachment as it was delivered; without bytes the copy stored before stays. */
export interface DeliveredAttachment extends Omit<AttachmentValues, 'sha256' | 'url'> {
  content: { sha256: string } | { url: string } | null;
}

export interface AttachmentPlan {
  inserts: AttachmentValues[];
  updates: StoredAttachment[];
  deletes: string[];
  /** Names whose earlier copy stays. */
  kept: string[];
}

/** Replaces a property's attachments as a set; what stays the same keeps its id, so that it is not sent again. Pure. */
export function planAttachments(
  stored: readonly StoredAttachment[],
  delivered: readonly DeliveredAttachment[],
): AttachmentPlan {
  const plan: AttachmentPlan = { inserts: [], updates: [], deletes: [], kept: [] };
  const wanted = delivered.flatMap((attachment) => resolve(attachment, stored, plan));
  if (stored.length === 0) return { ...plan, inserts: wanted };
  const left = new Set(stored);
  const matches = wanted.map((values) => take(left, (old) => isSameContent(old, values) && old.name === values.name));
  for (const [index, values] of wanted.entries()) {
    const old = matches[index] ?? take(left, (other) => isSameContent(other, values));
    if (!old) plan.inserts.push(values);
    else if (!isEqual(old, values)) plan.updates.push({ ...values, id: old.id });
  }
  plan.deletes = [...left].map((old) => old.id);
  return plan;
}

function resolve(
  { content, ...rest }: DeliveredAttachment,
  stored: readonly StoredAttachment[],
  plan: AttachmentPlan,
): AttachmentValues[] {
  if (content !== null) {
    const sha256 = 'sha256' in content ? content.sha256 : null;
    return [{ ...rest, sha256, url: 'url' in content ? content.url : null }];
  }
  const name = rest.name === null ? null : fold(rest.name);
  const copy = stored.find(
    (old) => old.sha256 !== null && name !== null && old.name !== null && fold(old.name) === name,
  );
  if (!copy) return [];
  plan.kept.push(rest.name ?? '');
  return [{ ...rest, sha256: copy.sha256, url: null }];
}

function take(left: Set<StoredAttachment>, accepts: (old: StoredAttachment) => boolean): StoredAttachment | undefined {
  for (const old of left) {
    if (!accepts(old)) continue;
    left.delete(old);
    return old;
  }
  return undefined;
}

function isSameContent(first: AttachmentValues, second: AttachmentValues): boolean {
  return first.sha256 === second.sha256 && first.url === second.url;
}

function isEqual(first: AttachmentValues, second: AttachmentValues): boolean {
  return (
    isSameContent(first, second) &&
    first.position === second.position &&
    first.group === second.group &&
    first.title === second.title &&
    first.name === second.name
  );
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
