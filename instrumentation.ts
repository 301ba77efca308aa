/** Runs once when the server starts: says what is missing in the environment, then executes runs in the background. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { keepResponses } = await import('./lib/response');
  keepResponses();
  const { startExecutor } = await import('./lib/executor/start');
  startExecutor();
}
