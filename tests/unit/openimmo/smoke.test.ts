import { expect, test } from 'vitest';
import { deliveryOf, oneProperty, readAll } from '../../support/openimmo';
import { zipOf } from '../../support/zip';

test('smoke', async () => {
  console.log(JSON.stringify((await readAll(deliveryOf(oneProperty()))).events, null, 1));
  const zip = zipOf([{ name: 'a.xml', content: oneProperty() }]);
  expect((await readAll(deliveryOf(zip))).properties.length).toBe(1);
});
