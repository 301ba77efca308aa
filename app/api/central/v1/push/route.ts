import { receivePush } from '@/lib/central/receive-push';
import { centralRoute } from '@/lib/central/route';
import { PushRequest } from '@/lib/protocol/v1';

export const dynamic = 'force-dynamic';

export const POST = centralRoute(PushRequest, receivePush);
