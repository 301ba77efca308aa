/** A file's path that breaks behind "/" and "_" before it breaks anywhere else. */
export function PathText({ path }: { path: string }) {
  const parts = path.match(/[^/_]*[/_]|[^/_]+$/g) ?? [path];
  let offset = 0;
  return parts.map((part) => {
    offset += part.length;
    return (
      <span key={offset} className="inline-block max-w-full wrap-anywhere">
        {part}
      </span>
    );
  });
}
