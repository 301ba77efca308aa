'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { buttonClass } from './button-class';
import { MessagePage } from './message-page';

/** Error pages run in the browser and cannot ask for messages: the layout hands them theirs. */
interface ErrorTexts {
  title: string;
  text: string;
  retry: string;
}

const Texts = createContext<ErrorTexts | null>(null);

/** In one file with the message, so that the layout's script has it and no error page brings its own. */
export const ErrorTextsProvider = ({ texts, children }: { texts: ErrorTexts; children: ReactNode }) => (
  <Texts value={texts}>{children}</Texts>
);

/** What an error page shows; the number leads to the error in the server's log. */
export function ErrorMessage({ digest }: { digest: string | undefined }) {
  const texts = useContext(Texts);
  return (
    <MessagePage
      icon={<TriangleAlert />}
      title={texts?.title ?? 'Something unexpected happened'}
      text={
        <>
          <p>{texts?.text}</p>
          {digest && <p className="mt-2 font-medium text-ink tabular-nums">{digest}</p>}
        </>
      }
      action={
        <button type="button" className={buttonClass('primary')} onClick={() => window.location.reload()}>
          {texts?.retry ?? 'Try again'}
        </button>
      }
    />
  );
}

/** Lucide's, without what the package brings for all of them. */
function TriangleAlert() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" className="icon" aria-hidden="true">
      <path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01" />
    </svg>
  );
}
