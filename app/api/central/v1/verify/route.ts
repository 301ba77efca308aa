import { answerVerify } from '@/lib/central/answer-verify';
import { centralRoute } from '@/lib/central/route';
import { VerifyRequest } from '@/lib/protocol/verify';

export const dynamic = 'force-dynamic';

export const POST = centralRoute(VerifyRequest, answerVerify);
