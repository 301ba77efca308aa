import { reportStatus } from '@/lib/central/report-status';
import { centralRoute } from '@/lib/central/route';
import { StatusRequest } from '@/lib/protocol/v1';

export const dynamic = 'force-dynamic';

export const POST = centralRoute(StatusRequest, reportStatus);
