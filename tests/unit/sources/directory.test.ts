import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDirectory } from '@/lib/sources/directory';
import { testSource } from '@/lib/sources/test-source';
import { bytesOf } from '../../support/openimmo';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'source-'));
  await mkdir(path.join(root, 'inbox', 'bilder'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const put = (name: string, text = name) => writeFile(path.join(root, 'inbox', name), text);

describe('a directory', () => {
  it('must lie below a root, also by its real path', async () => {
    await symlink(tmpdir(), path.join(root, 'link'));
    for (const [wanted, code] of [
      ['..', 'source-not-allowed'],
      ['inbox/../..', 'source-not-allowed'],
      ['link', 'source-not-allowed'],
      ['missing', 'source-missing'],
      ['in\0box', 'source-not-allowed'],
    ] as const) {
      await expect(openDirectory([root], wanted)).rejects.toMatchObject({ code });
    }
    await expect(openDirectory([path.join(root, 'nowhere'), root], 'inbox')).resolves.toBeDefined();
  });

  it('reads any part of a file, and goes on reading the same one when another takes its name', async () => {
    await put('a.xml', '0123456789');
    const source = await openDirectory([root], 'inbox');
    const file = await source.open('a.xml');
    expect(file).toMatchObject({ name: 'a.xml', sizeBytes: 10 });
    const early = file.read(0, 10);
    early.destroy();
    await put('b.xml', 'another');
    await rename(path.join(root, 'inbox', 'b.xml'), path.join(root, 'inbox', 'a.xml'));
    expect((await bytesOf(file.read(2, 5))).toString()).toBe('234');
    expect((await bytesOf(file.read(4, 4))).toString()).toBe('');
    expect(await file.changedSizeBytes()).toBeNull();
    await file.close();
    await expect(source.open('../secret.xml')).rejects.toMatchObject({ code: 'source-not-allowed' });
    await expect(source.open('none.xml')).rejects.toMatchObject({ code: 'delivery-unknown' });
    await expect(source.open('bilder')).rejects.toMatchObject({ code: 'delivery-unknown' });
  });

  it('rule 5: finds files beside an XML in any case and spelling, and none outside its folder', async () => {
    await put('a.xml');
    await put('bilder/Ku\u0308che.JPG', 'kitchen');
    await writeFile(path.join(root, 'secret.jpg'), 'secret');
    await symlink(path.join(root, 'secret.jpg'), path.join(root, 'inbox', 'bilder', 'link.jpg'));
    const file = await (await openDirectory([root], 'inbox')).open('a.xml');
    const found = await file.beside?.('Bilder/küche.jpg');
    expect(found).toMatchObject({ sizeBytes: 7 });
    expect(found && (await bytesOf(found.read())).toString()).toBe('kitchen');
    for (const wanted of ['../secret.jpg', 'bilder/link.jpg', 'bilder', 'none.jpg', 'bilder/../../secret.jpg']) {
      expect(await file.beside?.(wanted)).toBeNull();
    }
    await file.close();
  });

  it('tells what lies there', async () => {
    await put('a.zip', '12');
    await put('b.xml', '345');
    await put('.c.xml');
    const report = await testSource(
      { id: '', source: { kind: 'directory', path: 'inbox' }, secrets: null },
      { deliveryRoots: [root] },
    );
    expect(report).toMatchObject({ files: 2, sizeBytes: 5 });
    expect(report.newest.map((file) => file.path).sort()).toEqual(['a.zip', 'b.xml']);
  });
});
