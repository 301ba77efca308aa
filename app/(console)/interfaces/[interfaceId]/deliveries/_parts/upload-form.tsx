'use client';

import { CircleCheck, CircleSlash, CircleX, Hourglass, LoaderCircle, Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type DragEvent, type FormEvent, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-class';
import Link from '@/app/_ui/link';
import { ProgressBar } from '@/app/_ui/progress-bar';
import { type UploadItem, useUploads } from './use-uploads';

export interface UploadLabels {
  files: string;
  hint: string;
  drop: string;
  send: string;
  sending: string;
  progress: string;
  waiting: string;
  done: string;
  failed: string;
  cancelled: string;
  cancel: string;
  help: string;
  allDone: string;
}

interface Props {
  action: string;
  labels: UploadLabels;
}

const nothing = () => () => undefined;

export function UploadForm({ action, labels }: Props) {
  const router = useRouter();
  const hasScript = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { items, active, send, cancel } = useUploads(action, () => router.refresh());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send([...(input.current?.files ?? [])]);
    if (input.current) input.current.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  };
  return (
    <form
      action={action}
      method="post"
      encType="multipart/form-data"
      onSubmit={submit}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node) && setOver(false)}
      onDrop={drop}
      className={`rounded-panel border border-dashed p-4.5 ${over ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
    >
      <label htmlFor="upload-files" className="mb-2 block font-medium">
        {hasScript ? labels.drop : labels.files}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={input}
          id="upload-files"
          type="file"
          name="files"
          multiple
          required
          accept=".zip,.xml"
          disabled={active}
          aria-describedby="upload-hint"
          className="max-w-full min-w-0 text-small text-ink-2 file:mr-3 file:h-9 file:rounded-control file:border file:border-solid file:border-line file:bg-panel file:px-3.5 file:font-firm file:text-ink hover:file:bg-line-soft"
        />
        <button type="submit" aria-disabled={active || undefined} className={buttonClass('primary')}>
          {active ? <LoaderCircle size={16} aria-hidden className="spin moving" /> : <Upload size={16} aria-hidden />}
          {active ? labels.sending : labels.send}
        </button>
        {active && <Button onClick={cancel}>{labels.cancel}</Button>}
      </div>
      <p id="upload-hint" className="mt-2 text-note text-ink-3">
        {labels.hint}
      </p>
      <UploadList items={items} labels={labels} />
      <p role="status" className="sr-only">
        {!active && items.some(({ state }) => state === 'done') ? labels.allDone : ''}
      </p>
    </form>
  );
}

const ICONS: Record<UploadItem['state'], { Icon: typeof Upload; ink: string }> = {
  waiting: { Icon: Hourglass, ink: 'text-ink-3' },
  sending: { Icon: LoaderCircle, ink: 'text-accent spin' },
  done: { Icon: CircleCheck, ink: 'text-ok' },
  failed: { Icon: CircleX, ink: 'text-bad' },
  cancelled: { Icon: CircleSlash, ink: 'text-ink-3' },
};

function UploadList({ items, labels }: { items: UploadItem[]; labels: UploadLabels }) {
  if (items.length === 0) return null;
  return (
    <ul className="mt-3 grid gap-2">
      {items.map((item) => {
        const { Icon, ink } = ICONS[item.state];
        return (
          <li key={item.key} className="grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-x-2">
            <Icon size={16} aria-hidden className={`mt-0.5 ${ink}`} />
            <span className="wrap-anywhere">{item.name}</span>
            <span className="text-note text-ink-2">
              {labels[item.state]}
              {item.state === 'failed' && item.code && (
                <>
                  {' · '}
                  <Link href={`/help/errors/${item.code}`} className="underline underline-offset-2 hover:text-ink">
                    {labels.help}
                  </Link>
                </>
              )}
            </span>
            {item.state === 'sending' && (
              <div className="col-span-2 col-start-2">
                <ProgressBar
                  label={`${labels.progress}: ${item.name}`}
                  done={item.sentBytes}
                  total={Math.max(1, item.sizeBytes)}
                />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
