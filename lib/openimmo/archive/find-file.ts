import { baseName, directoryOf, foldName, joinPath, percentVariants } from './names';
import type { ArchiveEntry } from './open';

export type FoundFile =
  | { kind: 'found'; entry: ArchiveEntry }
  | { kind: 'none' }
  | { kind: 'ambiguous'; count: number };

/** Finds the files that an XML names: beside the XML, from the archive's root, then by a name that only one file has. */
export class FileIndex {
  private readonly byPath = new Map<string, ArchiveEntry>();
  private readonly byFoldedPath = new Map<string, ArchiveEntry>();
  private readonly byFoldedName = new Map<string, Set<ArchiveEntry>>();

  constructor(entries: readonly ArchiveEntry[]) {
    for (const entry of entries) {
      for (const name of entry.names.flatMap(percentVariants)) {
        setOnce(this.byPath, joinPath('', name), entry);
        setOnce(this.byFoldedPath, foldName(name), entry);
        const key = foldName(baseName(name));
        const same = this.byFoldedName.get(key);
        if (same) same.add(entry);
        else this.byFoldedName.set(key, new Set([entry]));
      }
    }
  }

  find(xmlPath: string, wanted: string): FoundFile {
    const spellings = percentVariants(wanted);
    const paths = spellings.flatMap((name) => [joinPath(directoryOf(xmlPath), name), joinPath('', name)]);
    const inOrder = [paths[0], paths[2], paths[1], paths[3]].filter((path) => path !== undefined);
    for (const path of inOrder) {
      const entry = this.byPath.get(path) ?? this.byFoldedPath.get(path.normalize('NFC').toLowerCase());
      if (entry) return { kind: 'found', entry };
    }
    for (const name of spellings) {
      const entries = [...(this.byFoldedName.get(foldName(baseName(name))) ?? [])];
      if (entries.length > 1) return { kind: 'ambiguous', count: entries.length };
      if (entries[0]) return { kind: 'found', entry: entries[0] };
    }
    return { kind: 'none' };
  }
}

function setOnce<V>(map: Map<string, V>, key: string, value: V): void {
  if (!map.has(key)) map.set(key, value);
}
