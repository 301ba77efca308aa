import { centralRoute, jsonText } from '@/lib/central/route';
import { servePull } from '@/lib/central/serve-pull';
import { PullRequest } from '@/lib/protocol/v1';

export const dynamic = 'force-dynamic';

export const POST = centralRoute(PullRequest, async (db, site, body) => jsonText(await servePull(db, site, body)));
