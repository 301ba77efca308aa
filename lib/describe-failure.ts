import { maskSecrets } from './mask-secrets';

const LONGEST = 4_000;

/**
 * An error for the log, with its causes and without secrets and people's records. Pure.
 */
export function describeFailure(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: shorten(String(error)) };
  const { code, severity, detail, constraint_name } = error as unknown as Record<string, unknown>;
  return {
    type: error.constructor.name,
    message: shorten(error.message),
    stack: shorten(error.stack ?? ''),
    ...Object.fromEntries(
      Object.entries({ code, severity, detail, constraint_name }).filter(([, value]) => typeof value === 'string'),
    ),
    ...(error.cause === undefined ? {} : { cause: describeFailure(error.cause) }),
  };
}

function shorten(text: string): string {
  const told = maskSecrets(text);
  return told.length > LONGEST ? `${told.slice(0, LONGEST)}…` : told;
}
