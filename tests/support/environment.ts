/** A complete environment for tests that read it; to be called before the first `env()`. */
export function setTestEnvironment(values: Record<string, string> = {}): void {
  Object.assign(process.env, {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    NEXTAUTH_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    CRON_SECRET: 'another-secret-for-tests-0123456789abcdef',
    LOG_LEVEL: 'silent',
    ...values,
  });
}
