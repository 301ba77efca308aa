import { filesRoute } from '@/lib/central/files-route';

export const dynamic = 'force-dynamic';

export const POST = filesRoute;
