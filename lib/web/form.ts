import type { z } from 'zod';

/** A form's fields as an object; a name that occurs more than once becomes a list. Next's own fields are left out. */
export function readForm(form: FormData): Record<string, string | string[]> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION'));
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name).filter((value) => typeof value === 'string');
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** What may be shown again in the form after an error: never a secret. */
export function valuesToShow(fields: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      /password|secret|token/i.test(name) || typeof value !== 'string' ? [] : [[name, value]],
    ),
  );
}

export const FIELD_PROBLEMS = [
  'required',
  'too-short',
  'too-long',
  'too-small',
  'too-big',
  'not-a-number',
  'not-an-address',
  'not-an-email',
  'not-a-choice',
  'invalid',
] as const;
export type FieldProblem = (typeof FIELD_PROBLEMS)[number];

export interface FieldIssue {
  problem: FieldProblem;
  limit: number;
}

/** The first issue of each field, as a word of ours. A schema's own message that is one of the words wins. */
export function fieldIssues(error: z.ZodError, fields: Record<string, unknown>): Record<string, FieldIssue> {
  const found: Record<string, FieldIssue> = {};
  for (const issue of error.issues) {
    const name = issue.path.join('.');
    if (name in found) continue;
    const limit = Number('minimum' in issue ? issue.minimum : 'maximum' in issue ? issue.maximum : 0);
    found[name] = { problem: problemOf(issue, fields[name]), limit };
  }
  return found;
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): FieldProblem {
  const own = FIELD_PROBLEMS.find((problem) => problem === issue.message);
  if (own) return own;
  if (value === undefined || value === '') return 'required';
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? 'too-short' : 'too-small';
    case 'too_big':
      return issue.origin === 'string' ? 'too-long' : 'too-big';
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int' ? 'not-a-number' : 'invalid';
    case 'invalid_format':
      if (issue.format === 'url') return 'not-an-address';
      return issue.format === 'email' ? 'not-an-email' : 'invalid';
    case 'invalid_value':
      return 'not-a-choice';
    default:
      return 'invalid';
  }
}
