'use client';

import { ErrorMessage } from '@/app/_ui/error-message';

export default function ConsoleErrorPage({ error }: { error: Error & { digest?: string } }) {
  return <ErrorMessage digest={error.digest} />;
}
