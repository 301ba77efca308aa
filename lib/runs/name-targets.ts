import 'server-only';
import { inArray } from 'drizzle-orm';
import type { Db } from '../db/client';
import { interfaces } from '../db/schema/interfaces';
import { sites } from '../db/schema/sync';
import { CENTRAL_TARGET, type RunTarget, siteTarget } from './run';

export const TARGET_KINDS = ['central', 'interface', 'site'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export interface TargetName {
  kind: TargetKind;
  /** The interface's or the site's id; null for the central server. */
  id: string | null;
  /** null: the central server, or something that is gone. */
  name: string | null;
}

/** What runs were about, with the names of interfaces and sites; two statements whatever their number. */
export async function nameTargets(db: Db, targets: readonly RunTarget[]): Promise<Map<RunTarget, TargetName>> {
  const described = [...new Set(targets)].map(describeTarget);
  const idsOf = (kind: TargetKind) => described.flatMap((about) => (about.kind === kind && about.id ? [about.id] : []));
  const [interfaceNames, siteNames] = await Promise.all([
    readInterfaceNames(db, idsOf('interface')),
    readSiteNames(db, idsOf('site').map(Number)),
  ]);
  const names = new Map([...interfaceNames, ...siteNames].map(({ target, name }) => [target, name]));
  return new Map(targets.map((target) => [target, { ...describeTarget(target), name: names.get(target) ?? null }]));
}

export async function nameTarget(db: Db, target: RunTarget): Promise<TargetName> {
  return (await nameTargets(db, [target])).get(target) ?? describeTarget(target);
}

export function describeTarget(target: RunTarget): TargetName {
  if (target === CENTRAL_TARGET) return { kind: 'central', id: null, name: null };
  const site = /^site:(\d{1,9})$/.exec(target)?.[1];
  return site ? { kind: 'site', id: site, name: null } : { kind: 'interface', id: target, name: null };
}

async function readInterfaceNames(db: Db, ids: string[]): Promise<{ target: RunTarget; name: string }[]> {
  if (ids.length === 0) return [];
  return db
    .select({ target: interfaces.id, name: interfaces.name })
    .from(interfaces)
    .where(inArray(interfaces.id, ids));
}

async function readSiteNames(db: Db, ids: number[]): Promise<{ target: RunTarget; name: string }[]> {
  if (ids.length === 0) return [];
  const rows = await db.select({ id: sites.id, name: sites.name }).from(sites).where(inArray(sites.id, ids));
  return rows.map(({ id, name }) => ({ target: siteTarget(id), name }));
}
