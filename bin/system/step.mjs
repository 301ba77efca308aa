/**
 * Runs one step of a start and prints it as one plain line: its name, what it did, how long it took.
 * `work` returns what it did; lines given to `note` follow below.
 * @param {string} name
 * @param {(note: (line: string) => void) => string | Promise<string>} work
 */
export async function step(name, work) {
  process.stdout.write(`${name.padEnd(13)}`);
  const startedMs = Date.now();
  /** @type {string[]} */
  const notes = [];
  try {
    const done = await work((line) => notes.push(line));
    process.stdout.write(`${done} (${formatSeconds(Date.now() - startedMs)})\n`);
  } catch (error) {
    process.stdout.write(`failed (${formatSeconds(Date.now() - startedMs)})\n`);
    throw error;
  } finally {
    for (const line of notes) process.stdout.write(`${' '.repeat(13)}${line}\n`);
  }
}

/** @param {number} ms */
export function formatSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
