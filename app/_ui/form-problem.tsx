import type { ReactNode } from 'react';
import { Alert, type HelpLink } from './alert';

interface Props {
  /** What an action answered: `result.problem`. */
  problem: { sentence: string; owner: string; action: string; help?: HelpLink | undefined };
  /** What stands behind the `i`. */
  details?: ReactNode;
}

/** Why a form was refused. */
export function FormProblem({ problem, details }: Props) {
  return (
    <Alert
      tone="bad"
      role="alert"
      title={problem.sentence}
      owner={problem.owner}
      action={problem.action}
      help={problem.help}
      details={details}
    />
  );
}
