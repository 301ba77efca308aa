'use client';

import { createContext, type ReactNode, useContext } from 'react';

/** Error pages run in the browser and cannot ask for messages: the layout hands them theirs. */
export interface ErrorTexts {
  title: string;
  text: string;
  retry: string;
}

const Texts = createContext<ErrorTexts | null>(null);

export const ErrorTextsProvider = ({ texts, children }: { texts: ErrorTexts; children: ReactNode }) => (
  <Texts value={texts}>{children}</Texts>
);

export const useErrorTexts = (): ErrorTexts | null => useContext(Texts);
