/** The pattern for LIKE and ILIKE of texts that contain this one, whatever characters it has. */
export function containing(text: string): string {
  return `%${text.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
}
