import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import Link from './link';

export type AlertTone = 'warn' | 'bad' | 'ok' | 'info';

const LOOKS: Record<AlertTone, { panel: string; ink: string; Icon: typeof Info }> = {
  warn: { panel: 'border-warn-line bg-warn-soft', ink: 'text-warn', Icon: TriangleAlert },
  bad: { panel: 'border-bad-line bg-bad-soft', ink: 'text-bad', Icon: CircleX },
  ok: { panel: 'border-accent-line bg-ok-soft', ink: 'text-ok', Icon: CircleCheck },
  info: { panel: 'border-line bg-info-soft', ink: 'text-info', Icon: Info },
};

export interface HelpLink {
  href: string;
  label: string;
}

interface Props {
  tone: AlertTone;
  /** What happened, in one sentence. */
  title: ReactNode;
  /** More about it, in the same line. */
  text?: ReactNode;
  /** Whose move it is ("Your move") and what to do: the second line. */
  owner?: string | undefined;
  action?: ReactNode;
  /** The page that says more about an error, after what to do. */
  help?: HelpLink | undefined;
  /** An `InfoTip` behind the sentence. */
  details?: ReactNode;
  /** One button or link at the right. */
  button?: ReactNode;
  /** `alert` for what appears in answer to what the person did; otherwise it is read in its place. */
  role?: 'alert' | 'status' | undefined;
}

export function Alert({ tone, title, text, owner, action, help, details, button, role }: Props) {
  const { panel, ink, Icon } = LOOKS[tone];
  return (
    <div
      role={role}
      className={`mb-4 grid grid-cols-[20px_1fr] items-start gap-x-3 gap-y-2.5 rounded-panel border px-4 py-3.5 wide:grid-cols-[20px_1fr_auto] ${panel}`}
    >
      <Icon size={18} aria-hidden className={`mt-0.5 ${ink}`} />
      <div className="min-w-0">
        <div className="text-pretty wrap-anywhere">
          <b className="font-semibold">{title}</b>
          {text && <> {text}</>}
          {details && <>&nbsp;{details}</>}
        </div>
        {(owner || action || help) && (
          <p className="mt-0.5 text-note text-ink-2">
            {owner}
            {owner && action && '. '}
            {action}
            {help && (
              <>
                {' '}
                <Link href={help.href} className="whitespace-nowrap underline underline-offset-2 hover:text-ink">
                  {help.label}
                </Link>
              </>
            )}
          </p>
        )}
      </div>
      {button && <div className="max-wide:col-start-2">{button}</div>}
    </div>
  );
}
