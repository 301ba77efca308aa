import { expect, test } from 'vitest';
import { maskSecrets } from '@/lib/mask-secrets';

test.each([
  ['authorization: Bearer abc.DEF-123_xyz', 'authorization: Bearer ***'],
  ['postgres://estate:s3cret@db:5432/estate is away', 'postgres://estate:***@db:5432/estate is away'],
  ['https://site:pass@central.example.org/x', 'https://site:***@central.example.org/x'],
  ['{"token":"es_0123456789","host":"a"}', '{"token":"***","host":"a"}'],
  ['password=hunter2&x=1', 'password=***&x=1'],
  [`refused: es_${'a-Z_9'.repeat(9).slice(2)}.`, 'refused: es_***.'],
  [`esd_${'0123456789'.repeat(5).slice(7)}`, 'esd_***'],
  ['the column es_name_of_the_place', 'the column es_name_of_the_place'],
  ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
  ['AppError: token-refused {"site":"Hamburg"}', 'AppError: token-refused {"site":"Hamburg"}'],
])('%s', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});
