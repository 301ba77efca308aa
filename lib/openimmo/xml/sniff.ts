import type { Readable } from 'node:stream';
import { DeliveryError } from '../errors';
import { LIMITS } from '../limits';
import { XmlReader } from './read';

/** Local name of the root element, or why there is none. */
export type Root = { name: string; problem: null } | { name: null; problem: DeliveryError | null };

class RootFound extends Error {
  constructor(readonly root: string) {
    super();
  }
}

/** Reads no further than the first tag, and over a DOCTYPE, which is refused when an OpenImmo file is read. */
export async function sniffRoot(file: string, stream: Readable): Promise<Root> {
  const open = (name: string) => {
    throw new RootFound(name);
  };
  const handler = { open, text: () => undefined, close: () => undefined };
  const xml = new XmlReader(file, handler, { refuseDoctype: false });
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      xml.push(chunk);
      if (length > LIMITS.prologLength) return { name: null, problem: null };
    }
    xml.end();
  } catch (error) {
    if (error instanceof RootFound) return { name: error.root, problem: null };
    if (error instanceof DeliveryError) return { name: null, problem: error };
    throw error;
  }
  return { name: null, problem: null };
}
