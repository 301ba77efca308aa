/** One line of a listing for people: `Nov 22 06:24`, `Nov 22  2025`, `11-22-25  06:24AM`. */
const UNIX = /^([A-Za-z]{3})\s+(\d{1,2})\s+(?:(\d{1,2}):(\d{2})|(\d{4}))$/;
const DOS = /^(\d{2})-(\d{2})-(\d{2,4})\s+(\d{1,2}):(\d{2})\s*([AP]M)?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY_MS = 86_400_000;

/**
 * When a file was changed, by the listing of a server that says it for people only: to the minute, in a zone that nobody
 * knows, taken for UTC. What cannot be read is the beginning of time, so that the size alone tells a change. Pure.
 */
export function readListTime(text: string, now: Date): Date {
  return readUnix(text.trim(), now) ?? readDos(text.trim()) ?? new Date(0);
}

/** Without a year it lies in the last twelve months. */
function readUnix(text: string, now: Date): Date | null {
  const [, name = '', day, hour, minute, year] = UNIX.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase());
  if (month === -1) return null;
  if (year !== undefined) return new Date(Date.UTC(Number(year), month, Number(day)));
  const inYear = (of: number) => new Date(Date.UTC(of, month, Number(day), Number(hour), Number(minute)));
  const thisYear = inYear(now.getUTCFullYear());
  // A day of grace for zones and clocks.
  return thisYear.getTime() > now.getTime() + DAY_MS ? inYear(now.getUTCFullYear() - 1) : thisYear;
}

function readDos(text: string): Date | null {
  const [, month, day, year = '', hour = '', minute, half] = DOS.exec(text) ?? [];
  if (month === undefined) return null;
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  const hours = half ? (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : Number(hour);
  return new Date(Date.UTC(full, Number(month) - 1, Number(day), hours, Number(minute)));
}

export interface FileFacts {
  isFile: boolean;
  sizeBytes: number;
  modifiedAt: Date;
}

/** The answer to MLST: `Type=file;Size=12;Modify=20261122062431; /inbox/a.zip` in its second line. Null: it says less. Pure. */
export function readFacts(answer: string): FileFacts | null {
  const line = answer.split(/\r?\n/).find((one) => /^\s*[\w.-]+=[^;]*;/.test(one));
  if (line === undefined) return null;
  const said = line.trim().split(/;\s/)[0] ?? '';
  const facts = new Map(
    said.split(';').map((fact): [string, string] => {
      const [name = '', ...value] = fact.split('=');
      return [name.toLowerCase(), value.join('=')];
    }),
  );
  const [, ...parts] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})/.exec(facts.get('modify') ?? '') ?? [];
  const [year, month, day, hour, minute, second] = parts.map(Number);
  const sizeBytes = Number(facts.get('size') ?? Number.NaN);
  if (year === undefined || month === undefined || !Number.isFinite(sizeBytes)) return null;
  const modifiedAt = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return { isFile: facts.get('type')?.toLowerCase() === 'file', sizeBytes, modifiedAt };
}
