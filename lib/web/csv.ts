import 'server-only';
import { type CsvCell, csvLine } from './csv-line';

/** No more rows than this leave in one answer; what is beyond is named in its last line. */
export const MOST_CSV_ROWS = 100_000;

export interface CsvFile {
  /** Without extension. */
  name: string;
  header: readonly string[];
  rows: AsyncIterable<readonly CsvCell[]>;
  /** Between values: spreadsheets expect a semicolon where the comma is in numbers. */
  separator: ',' | ';';
  /** Said in the last line when there was more. */
  truncated: string;
}

/** A streamed CSV answer, in UTF-8 with a mark for spreadsheets; memory stays that of a page of rows. */
export function csvResponse({ name, header, rows, separator, truncated }: CsvFile): Response {
  const lines = async function* () {
    yield `\ufeff${csvLine(header, separator)}`;
    let count = 0;
    for await (const row of rows) {
      if (count++ >= MOST_CSV_ROWS) {
        yield csvLine([truncated], separator);
        return;
      }
      yield csvLine(row, separator);
    }
  };
  return new Response(toStream(lines()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name.replace(/[^a-z0-9-]/gi, '-')}.csv"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}

const CHUNK_CHARACTERS = 32_768;

function toStream(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    // What reading throws breaks the answer off: nobody takes half a list for the whole.
    async pull(controller) {
      let chunk = '';
      while (chunk.length < CHUNK_CHARACTERS) {
        const next = await lines.next();
        if (next.done) {
          if (chunk) controller.enqueue(encoder.encode(chunk));
          controller.close();
          return;
        }
        chunk += next.value;
      }
      controller.enqueue(encoder.encode(chunk));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** Every row of a list that is paged by key, page after page. */
export async function* allPages<T>(read: (cursor: string | undefined) => Promise<{ rows: T[]; next: string | null }>) {
  let cursor: string | undefined;
  for (let page = 0; page <= MOST_CSV_ROWS; page++) {
    const { rows, next } = await read(cursor);
    yield* rows;
    if (next === null) return;
    cursor = next;
  }
}
