import { Alert, type HelpLink } from './alert';

interface Props {
  /** What an action answered: `result.problem`. */
  problem: { sentence: string; owner: string; action: string; help?: HelpLink | undefined };
}

/** Why a form was refused, above its fields. */
export function FormProblem({ problem }: Props) {
  return (
    <Alert
      tone="bad"
      role="alert"
      title={problem.sentence}
      owner={problem.owner}
      action={problem.action}
      help={problem.help}
    />
  );
}
