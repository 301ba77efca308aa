'use client';

import { ErrorMessage } from './_ui/error-message';

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main>
      <ErrorMessage digest={error.digest} />
    </main>
  );
}
