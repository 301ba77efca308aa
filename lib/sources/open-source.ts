import 'server-only';
import { type Db, db } from '../db/client';
import type { InterfaceSource } from '../db/schema/interfaces';
import { type Network, network } from '../net/network';
import { type FileStorage, storage } from '../storage/storage';
import { openDirectory } from './directory';
import { openFtp } from './ftp';
import { openHttps } from './https';
import { openSftp } from './sftp';
import type { Source } from './source';
import { openSecrets } from './source-secrets';
import { openUploads } from './upload';

/** An interface, as far as its source is concerned; `id` is only asked for by uploads. */
export interface SourceOwner {
  id: string;
  source: InterfaceSource;
  /** As the database keeps them. */
  secrets: string | null;
}

export interface SourcePlaces {
  deliveryRoots: readonly string[];
  /** This installation's, as the next two. */
  db?: Db | undefined;
  /** Where uploads are kept. */
  storage?: FileStorage | undefined;
  network?: Network | undefined;
}

/** The source that an interface names. A far one is connected with when it is looked into. */
export async function openSource(iface: SourceOwner, places: SourcePlaces): Promise<Source> {
  const { source } = iface;
  const net = () => places.network ?? network();
  switch (source.kind) {
    case 'directory':
      return openDirectory(places.deliveryRoots, source.path);
    case 'sftp':
      return openSftp(source, openSecrets(iface.secrets), net());
    case 'ftp':
      return openFtp(source, openSecrets(iface.secrets), net());
    case 'https':
      return openHttps(source, openSecrets(iface.secrets), net());
    case 'upload':
      return openUploads(iface.id, places.db ?? db(), places.storage ?? storage());
  }
}
