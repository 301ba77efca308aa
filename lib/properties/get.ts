import 'server-only';
import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { attachments } from '../db/schema/attachments';
import { contacts } from '../db/schema/contacts';
import { imports } from '../db/schema/imports';
import { interfaces } from '../db/schema/interfaces';
import { properties } from '../db/schema/properties';
import { providers } from '../db/schema/providers';
import { storedFiles } from '../db/schema/stored-files';
import { isShownInline } from '../storage/media-type';
import { describeDocument, visibleDocument } from './document-fields';
import { OWNER_NAME } from './owner-name';

/** A property as pages may show it: without street, number and coordinates unless its address is released. */
export async function getProperty(db: Db, id: string) {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
  const [row] = await db
    .select({
      property: properties,
      provider: { id: providers.id, name: providers.name, number: providers.number },
      interfaceName: interfaces.name,
      ownerName: OWNER_NAME,
      contact: contacts,
      lastImport: { id: imports.id, path: imports.path, finishedAt: imports.finishedAt, runId: imports.runId },
    })
    .from(properties)
    .innerJoin(providers, eq(providers.id, properties.providerId))
    .leftJoin(interfaces, eq(interfaces.id, properties.interfaceId))
    .leftJoin(contacts, eq(contacts.id, properties.contactId))
    .leftJoin(imports, eq(imports.id, properties.importId))
    .where(eq(properties.id, id));
  if (!row) return null;
  const { document, contentHash: _hash, importId: _importId, contactId: _contactId, ...shown } = row.property;
  const hidden = { street: null, houseNumber: null, latitude: null, longitude: null };
  return {
    ...shown,
    ...(row.property.addressReleased ? {} : hidden),
    provider: row.provider,
    interfaceName: row.interfaceName,
    ownerName: row.ownerName,
    contact: row.contact && toContact(row.contact),
    lastImport: row.lastImport,
    described: describeDocument(document, row.property.addressReleased),
    /** The record as it was read. */
    record: visibleDocument(document, row.property.addressReleased),
    attachments: await listAttachments(db, id),
  };
}

export type PropertyDetail = NonNullable<Awaited<ReturnType<typeof getProperty>>>;

function toContact({
  id,
  salutation,
  firstName,
  lastName,
  company,
  email,
  phone,
  mobile,
}: typeof contacts.$inferSelect) {
  return { id, salutation, firstName, lastName, company, email, phone, mobile };
}

export interface AttachmentRow {
  id: string;
  group: string | null;
  title: string | null;
  name: string | null;
  /** Where its bytes lie outside; null: they are stored. */
  url: string | null;
  sizeBytes: number | null;
  mediaType: string | null;
  /** Its bytes are here and not in the trash. */
  available: boolean;
  /** May be shown in place; else it is downloaded. */
  inline: boolean;
}

async function listAttachments(db: Db, propertyId: string): Promise<AttachmentRow[]> {
  const rows = await db
    .select({
      id: attachments.id,
      group: attachments.group,
      title: attachments.title,
      name: attachments.name,
      url: attachments.url,
      sizeBytes: storedFiles.sizeBytes,
      mediaType: storedFiles.mediaType,
      available: sql<boolean>`coalesce(${storedFiles.storedAt} is not null and ${storedFiles.trashedAt} is null, false)`,
    })
    .from(attachments)
    .leftJoin(storedFiles, eq(storedFiles.sha256, attachments.fileSha256))
    .where(eq(attachments.propertyId, propertyId))
    .orderBy(asc(attachments.position), asc(attachments.id))
    .limit(1_000);
  return rows.map((row) => ({ ...row, inline: row.mediaType !== null && isShownInline(row.mediaType) }));
}
