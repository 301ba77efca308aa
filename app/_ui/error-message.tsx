'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { Button } from './button';
import { useErrorTexts } from './error-texts';
import { MessagePage } from './message-page';

/** What an error page shows; the number leads to the error in the server's log. */
export function ErrorMessage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const texts = useErrorTexts();
  return (
    <MessagePage
      icon={<TriangleAlert size={22} aria-hidden />}
      title={texts?.title ?? 'Something unexpected happened'}
      text={
        <>
          <p>{texts?.text}</p>
          {digest && <p className="mt-2 font-medium text-ink tabular-nums">{digest}</p>}
        </>
      }
      action={
        <Button variant="primary" icon={<RotateCw size={16} aria-hidden />} onClick={retry}>
          {texts?.retry ?? 'Try again'}
        </Button>
      }
    />
  );
}
