import { centralRoute } from '@/lib/central/route';
import { servePull } from '@/lib/central/serve-pull';
import { PullRequest } from '@/lib/protocol/v1';

export const dynamic = 'force-dynamic';

export const POST = centralRoute(PullRequest, servePull);
