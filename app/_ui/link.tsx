'use client';

import { useRouter } from 'next/navigation';
import { type ComponentProps, type MouseEvent, useTransition } from 'react';

interface Props extends ComponentProps<'a'> {
  href: string;
}

/**
 * A way to another page of the console, which breathes (app/globals.css) while that page is on its way. Instead of Next's: each
 * of those in sight would ask the server for its page twice, for nothing, because all of ours are made when they are opened.
 */
export default function Link({ href, onClick, ...rest }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || isForTheBrowser(event)) return;
    event.preventDefault();
    startTransition(() => router.push(href));
  };
  return <a {...rest} href={href} onClick={follow} data-pending={pending || undefined} />;
}

/** Into another tab or window, or onto the disk. */
function isForTheBrowser({ button, metaKey, ctrlKey, shiftKey, altKey, currentTarget }: MouseEvent<HTMLAnchorElement>) {
  const elsewhere = currentTarget.target !== '' && currentTarget.target !== '_self';
  return (
    button !== 0 || metaKey || ctrlKey || shiftKey || altKey || elsewhere || currentTarget.hasAttribute('download')
  );
}
