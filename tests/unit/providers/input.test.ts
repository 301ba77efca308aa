import { expect, it } from 'vitest';
import { ProviderInput } from '@/lib/providers/input';

it('takes a form as it is posted: empty is nothing, and one of the two ids is needed', () => {
  const form = { name: ' Nord ', number: '0099', openimmoAnid: '', email: '', phone: '' };
  expect(ProviderInput.parse(form)).toEqual({
    name: 'Nord',
    number: '0099',
    openimmoAnid: null,
    email: null,
    phone: null,
  });
  const { error } = ProviderInput.safeParse({ ...form, number: ' ' });
  expect(error?.issues).toMatchObject([{ path: ['number'], message: 'required' }]);
});
