'use client';

import { useRef, useState } from 'react';

export interface UploadItem {
  key: number;
  name: string;
  sizeBytes: number;
  sentBytes: number;
  state: 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled';
  /** Why it failed. */
  code: string | null;
}

const MOST_FILES = 200;

/** Sends files one after the other, each in a request of its own: one that is refused holds up no other. */
export function useUploads(address: string, onEnd: () => void) {
  const [items, setItems] = useState<UploadItem[]>([]);
  const [active, setActive] = useState(false);
  const nextKey = useRef(0);
  const request = useRef<XMLHttpRequest | null>(null);
  const stopped = useRef(false);
  const change = (key: number, values: Partial<UploadItem>) =>
    setItems((known) => known.map((item) => (item.key === key ? { ...item, ...values } : item)));

  const send = async (files: File[]) => {
    if (active || files.length === 0) return;
    const queue = files.slice(0, MOST_FILES).map((file) => ({ file, key: nextKey.current++ }));
    setItems(
      queue.map(({ file, key }) => {
        return { key, name: file.name, sizeBytes: file.size, sentBytes: 0, state: 'waiting', code: null };
      }),
    );
    setActive(true);
    stopped.current = false;
    for (const { file, key } of queue) {
      if (stopped.current) {
        change(key, { state: 'cancelled' });
        continue;
      }
      change(key, { state: 'sending' });
      const code = await sendOne(address, file, request, (sentBytes) => change(key, { sentBytes }));
      const state = stopped.current ? 'cancelled' : code === null ? 'done' : 'failed';
      change(key, { state, code, ...(state === 'done' && { sentBytes: file.size }) });
    }
    setActive(false);
    onEnd();
  };
  const cancel = () => {
    stopped.current = true;
    request.current?.abort();
  };
  return { items, active, send, cancel };
}

/** Answers the error's code, or null. XMLHttpRequest, because fetch does not say how much has gone out. */
function sendOne(
  address: string,
  file: File,
  current: { current: XMLHttpRequest | null },
  onProgress: (sentBytes: number) => void,
): Promise<string | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    current.current = request;
    const form = new FormData();
    form.append('files', file, file.name);
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = (event) => onProgress(Math.min(file.size, event.loaded));
    request.onload = () => resolve(codeOf(request, file.name));
    request.onerror = () => resolve('connection-failed');
    request.onabort = () => resolve('cancelled');
    request.send(form);
  });
}

function codeOf(request: XMLHttpRequest, name: string): string | null {
  try {
    const answer = JSON.parse(request.responseText) as { code?: string; refused?: { name: string; code: string }[] };
    if (request.status < 300) return answer.refused?.find((one) => one.name === name)?.code ?? null;
    return answer.code ?? 'unexpected';
  } catch {
    // Something between the browser and this server answered in its own words.
    return 'unexpected';
  }
}
