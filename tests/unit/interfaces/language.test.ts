import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n/locale';
import { InterfaceForm } from '@/lib/interfaces/input';

const form = { name: 'Nord', path: 'nord/inbox', intervalMinutes: '15', publishNew: 'on' };

describe('the language of the text for an interface’s sender', () => {
  it.each(LOCALES)('is taken from the form: %s', (language) => {
    expect(InterfaceForm.parse({ ...form, language }).language).toBe(language);
  });

  it('is German where the form says nothing', () => {
    expect(InterfaceForm.parse(form).language).toBe('de');
  });

  it.each(['fr', 'DE', ''])('is none that this product does not speak: %j', (language) => {
    const { error } = InterfaceForm.safeParse({ ...form, language });
    expect(error?.issues.map(({ path }) => path)).toEqual([['language']]);
  });
});
