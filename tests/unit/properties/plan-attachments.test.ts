import { describe, expect, it } from 'vitest';
import { type DeliveredAttachment, planAttachments, type StoredAttachment } from '@/lib/properties/plan-attachments';

const stored = (id: string, sha256: string, position: number, name = `${id}.jpg`): StoredAttachment => ({
  id,
  position,
  group: 'BILD',
  title: null,
  name,
  sha256,
  url: null,
});
const delivered = (content: DeliveredAttachment['content'], position: number, name: string): DeliveredAttachment => ({
  position,
  group: 'BILD',
  title: null,
  name,
  content,
});

describe('attachments as a set', () => {
  it('write nothing when the same ones come again', () => {
    const same = [delivered({ sha256: 'A' }, 0, 'a.jpg'), delivered({ sha256: 'B' }, 1, 'b.jpg')];
    expect(planAttachments([stored('a', 'A', 0), stored('b', 'B', 1)], same)).toEqual({
      inserts: [],
      updates: [],
      deletes: [],
      kept: [],
    });
  });

  it('keep the id of what is the same content in another place, and drop what is not listed', () => {
    const plan = planAttachments([stored('a', 'A', 0), stored('b', 'B', 1)], [delivered({ sha256: 'B' }, 0, 'b.jpg')]);
    expect(plan).toMatchObject({ inserts: [], updates: [{ id: 'b', position: 0 }], deletes: ['a'] });
  });

  it('keep the earlier copy of the same name where the bytes did not come, in whatever case it is written', () => {
    const plan = planAttachments([stored('a', 'A', 0, 'Küche.JPG')], [delivered(null, 0, 'küche.jpg')]);
    expect(plan).toMatchObject({ inserts: [], updates: [{ id: 'a', sha256: 'A' }], deletes: [], kept: ['küche.jpg'] });
    expect(planAttachments([], [delivered(null, 0, 'new.jpg')])).toMatchObject({ inserts: [], kept: [] });
  });

  it('list one content as often as it was delivered', () => {
    const twice = [delivered({ sha256: 'A' }, 0, 'a.jpg'), delivered({ sha256: 'A' }, 1, 'other.jpg')];
    const plan = planAttachments([stored('a', 'A', 0)], twice);
    expect(plan).toMatchObject({ inserts: [{ name: 'other.jpg' }], updates: [], deletes: [] });
  });

  it('tell an address from a file', () => {
    const url = { url: 'https://pictures.example/1.jpg' };
    const plan = planAttachments([stored('a', 'A', 0)], [delivered(url, 0, '1.jpg')]);
    expect(plan).toMatchObject({ inserts: [{ url: url.url, sha256: null }], deletes: ['a'] });
  });
});
