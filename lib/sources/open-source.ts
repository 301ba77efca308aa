import 'server-only';
import type { InterfaceSource } from '../db/schema/interfaces';
import { openDirectory } from './directory';
import type { Source } from './source';

/** The source that an interface names. Further kinds (SFTP, FTP, HTTPS, upload) get their case here. */
export function openSource(source: InterfaceSource, deliveryRoots: readonly string[]): Promise<Source> {
  switch (source.kind) {
    case 'directory':
      return openDirectory(deliveryRoots, source.path);
  }
}
