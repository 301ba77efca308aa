import { describe, expect, it } from 'vitest';
import { SUPPLIER_CODES } from '@/lib/interfaces/supplier-codes';
import { composeSupplierText, mailtoLink, type SupplierWords } from '@/lib/interfaces/supplier-text';

const words: SupplierWords = {
  subject: (file) => `About ${file}`,
  greeting: 'Hello,',
  opening: (file) => `we received ${file}.`,
  request: (code) => `Please mend ${code}.`,
  times: (count) => `${count} times`,
  line: (line) => `line ${line}`,
  element: (element) => `element ${element}`,
  received: (received) => `received “${received}”`,
  more: (count) => `and ${count} more`,
  again: 'Send it again.',
  closing: 'Regards',
};
const place = { label: 'Helle\nWohnung', file: null, line: 12, element: 'preise/kaufpreis', received: 'viel  Geld' };

describe('the text for a delivery’s sender', () => {
  it('names the file, and for each matter what to do and where, with line, element and value received', () => {
    const { subject, body } = composeSupplierText(words, {
      path: 'inbox/nord/bestand.zip',
      groups: [
        { code: 'R-number', count: 3, places: [place, { ...place, label: 'Haus', line: 40 }] },
        {
          code: 'F-xml-ampersand',
          count: 1,
          places: [{ label: null, file: 'a.xml', line: 7, element: null, received: null }],
        },
      ],
      signature: 'Ada',
    });
    expect(subject).toBe('About bestand.zip');
    expect(body).toBe(`Hello,

we received bestand.zip.

1. Please mend R-number. (3 times)
   - Helle Wohnung: line 12, element preise/kaufpreis, received “viel Geld”
   - Haus: line 40, element preise/kaufpreis, received “viel Geld”
   - and 1 more

2. Please mend F-xml-ampersand.
   - a.xml, line 7

Send it again.

Regards
Ada
`);
  });

  it('says nothing of places that have nothing to say', () => {
    const nowhere = { label: null, file: null, line: null, element: null, received: null };
    const { body } = composeSupplierText(words, {
      path: 'a.zip',
      groups: [{ code: 'F-empty', count: 1, places: [nowhere] }],
      signature: '',
    });
    expect(body).toContain('1. Please mend F-empty.\n\nSend it again.\n\nRegards\n');
  });

  it('fits a link that mail programs take, cut at a line and said so', () => {
    const short = mailtoLink('a+b@nord.example', { subject: 'Ä & B', body: 'one\ntwo\n' });
    expect(short).toBe('mailto:a%2Bb@nord.example?subject=%C3%84%20%26%20B&body=one%0D%0Atwo%0D%0A');
    const long = mailtoLink('a@nord.example', { subject: 'x', body: 'a line of text with ümlauts\n'.repeat(200) });
    expect(long.length).toBeLessThanOrEqual(1_900);
    expect(decodeURIComponent(long)).toMatch(/ümlauts\r\n…$/);
  });

  it('is about what the sender’s software can do something about', () => {
    expect(SUPPLIER_CODES).toEqual(
      expect.arrayContaining(['R-number', 'F-zip-truncated', 'F-not-openimmo', 'A-missing']),
    );
    for (const code of ['F-cancelled', 'P-not-accepted', 'R-absent', 'A-kept', 'F-unchanged']) {
      expect(SUPPLIER_CODES).not.toContain(code);
    }
  });
});
