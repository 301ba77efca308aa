import { describe, expect, it } from 'vitest';
import { allPages, csvResponse, MOST_CSV_ROWS } from '@/lib/web/csv';
import { csvLine } from '@/lib/web/csv-line';

describe('a line of CSV', () => {
  it('quotes what holds a separator, a quote, a line end or white space at its edge', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', ' edge ', null, 3])).toBe(
      'a,"b,c","say ""hi""","two\nlines"," edge ",,3\r\n',
    );
    expect(csvLine(['b,c', 'd;e'], ';')).toBe('b,c;"d;e"\r\n');
  });

  it.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '|cmd',
    '=HYPERLINK("https://x.example")',
  ])('makes a text of what a spreadsheet would take for a formula: %j', (text) => {
    expect(csvLine([text])).toBe(`"'${text.replaceAll('"', '""')}"\r\n`);
  });

  it('leaves numbers what they are, also negative ones', () => {
    expect(csvLine([-5, '-5', '-5.25', '+49 40 1234'])).toBe(`-5,-5,-5.25,"'+49 40 1234"\r\n`);
  });
});

describe('a CSV answer', () => {
  const answer = (rows: AsyncIterable<string[]>) =>
    csvResponse({ name: 'History of "x"/..', header: ['a'], rows, separator: ',', truncated: 'more' });

  it('is a download that begins with the mark for UTF-8', async () => {
    const response = answer(
      (async function* () {
        yield ['ä'];
      })(),
    );
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="History-of--x----.csv"');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(Buffer.from(await response.arrayBuffer()).toString('utf8')).toBe('\ufeffa\r\nä\r\n');
  });

  it('ends at its bound, and says that there was more', async () => {
    const endless = async function* () {
      for (;;) yield ['x'];
    };
    const lines = (await answer(endless()).text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(MOST_CSV_ROWS + 2);
    expect(lines.at(-1)).toBe('more');
  });

  it('stops reading when nobody wants the rest', async () => {
    let ended = false;
    const rows = async function* () {
      try {
        for (;;) yield ['x'.repeat(1000)];
      } finally {
        ended = true;
      }
    };
    const reader = answer(rows()).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(ended).toBe(true);
  });

  it('breaks off where reading fails, so that half a list is not taken for the whole', async () => {
    const rows = async function* () {
      yield ['x'];
      throw new Error('the database is away');
    };
    await expect(answer(rows()).text()).rejects.toThrow('away');
  });

  it('reads page after page', async () => {
    const asked: (string | undefined)[] = [];
    const read = async (cursor: string | undefined) => {
      asked.push(cursor);
      return cursor ? { rows: [3], next: null } : { rows: [1, 2], next: 'b' };
    };
    const rows: number[] = [];
    for await (const row of allPages(read)) rows.push(row);
    expect(rows).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, 'b']);
  });
});
