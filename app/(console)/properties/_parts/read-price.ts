/** "250000", "250.000", "250,000" or "250 000": a whole amount, however somebody groups it. */
export function readPrice(asked: string | undefined): { value: number | undefined; unknown: boolean } {
  const text = asked?.trim() ?? '';
  const isAmount = /^\d{1,12}$/.test(text) || /^\d{1,3}([.,'’\s]\d{3}){1,3}$/.test(text);
  const value = isAmount ? Number(text.replace(/\D/g, '')) : undefined;
  return { value, unknown: text !== '' && value === undefined };
}
