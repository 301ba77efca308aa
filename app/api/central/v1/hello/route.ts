import { receiveHello } from '@/lib/central/receive-hello';
import { centralRoute } from '@/lib/central/route';
import { HelloRequest } from '@/lib/protocol/v1';

export const dynamic = 'force-dynamic';

export const POST = centralRoute(HelloRequest, receiveHello);
