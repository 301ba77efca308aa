import { SHOWN_COLUMNS } from '../properties/columns';
import type { SyncTable } from '../protocol/v1';

/** What of each synchronised table travels, beside id and owner; all else is the installation's own. */
export const SYNCED_COLUMNS: Record<SyncTable, readonly string[]> = {
  providers: ['number', 'openimmo_anid', 'name', 'email', 'phone', 'updated_at'],
  contacts: [
    'provider_id',
    'number',
    'salutation',
    'first_name',
    'last_name',
    'company',
    'email',
    'phone',
    'mobile',
    'document',
    'content_hash',
    'updated_at',
  ],
  properties: [
    'provider_id',
    'contact_id',
    'state',
    'published',
    ...SHOWN_COLUMNS,
    'document',
    'content_hash',
    'removed_at',
    'created_at',
    'updated_at',
  ],
  attachments: ['property_id', 'position', 'group', 'title', 'name', 'file_sha256', 'url', 'updated_at'],
};
