import { KeyRound } from 'lucide-react';
import { Button } from '@/app/_ui/button';
import { OIDC_SIGN_IN_PATH } from '@/lib/auth/oidc';

interface Props {
  callbackUrl: string;
  /** Between the two ways to sign in. */
  separator: string;
  label: string;
}

/** A plain form: it leads to another website, with or without script. */
export function OidcForm({ callbackUrl, separator, label }: Props) {
  return (
    <form method="post" action={OIDC_SIGN_IN_PATH}>
      <p className="my-4 flex items-center gap-3 text-note text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {separator}
      </p>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Button type="submit" className="w-full" icon={<KeyRound size={16} aria-hidden />}>
        {label}
      </Button>
    </form>
  );
}
