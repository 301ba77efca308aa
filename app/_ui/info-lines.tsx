import Link from './link';

export interface Details {
  /** Name and value, one line each. Long values wrap. */
  details: { label: string; value: string }[];
  /** The page that says more, below the details. */
  help?: { href: string; label: string } | undefined;
}

export const INFO_PANEL =
  'z-40 w-max max-w-[min(26rem,calc(100vw-32px))] rounded-panel border border-line-strong bg-panel p-3.5 text-note font-normal text-ink';

/** What stands behind an `i`. */
export function InfoLines({ details, help }: Details) {
  return (
    <>
      <dl className="grid grid-cols-[minmax(0,auto)_minmax(55%,1fr)] gap-x-3 gap-y-1">
        {details.map((detail) => (
          <div key={detail.label} className="contents">
            <dt className="text-ink-3">{detail.label}</dt>
            <dd className="wrap-anywhere">{detail.value}</dd>
          </div>
        ))}
      </dl>
      {help && (
        <p className="mt-2">
          <Link
            href={help.href}
            // The popover would lead Tab round in a circle; it stands in the page's order and lets it pass.
            onKeyDown={(event) => event.key === 'Tab' && event.stopPropagation()}
            className="underline underline-offset-2"
          >
            {help.label}
          </Link>
        </p>
      )}
    </>
  );
}
