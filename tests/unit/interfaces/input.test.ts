import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, InterfaceInput } from '@/lib/interfaces/input';

const form = { name: 'Nord', path: 'nord/inbox', intervalMinutes: '15', publishNew: 'on' };
const id = '0190c9d8-1f1a-7c3e-9b2a-3f4d5e6f7a8b';

describe('an interface’s form', () => {
  it('has the rules’ defaults where it says nothing', () => {
    const { name: _name, path: _path, providerIds, intervalMinutes, ...rules } = InterfaceInput.parse(form);
    expect(rules).toEqual(DEFAULT_RULES);
    expect({ providerIds, intervalMinutes }).toEqual({ providerIds: [], intervalMinutes: 15 });
  });

  it('takes one provider or several, no interval, and a checkbox that is not ticked', () => {
    expect(InterfaceInput.parse({ ...form, providerIds: id }).providerIds).toEqual([id]);
    expect(InterfaceInput.parse({ ...form, providerIds: [id, id] }).providerIds).toHaveLength(2);
    expect(InterfaceInput.parse({ ...form, intervalMinutes: '' }).intervalMinutes).toBeNull();
    const { publishNew: _ticked, ...unticked } = form;
    expect(InterfaceInput.parse(unticked).publishNew).toBe(false);
  });

  it.each(['/etc', '../other', 'a/../../b', 'C:\\data', '\\\\server\\share', 'a\0b'])(
    'refuses the directory %j',
    (path) => {
      expect(InterfaceInput.safeParse({ ...form, path }).success).toBe(false);
    },
  );

  it.each([{ intervalMinutes: '0' }, { guardPercent: '101' }, { guardMinimum: 'many' }, { name: ' ' }])(
    'refuses %j',
    (values) => {
      expect(InterfaceInput.safeParse({ ...form, ...values }).success).toBe(false);
    },
  );
});
