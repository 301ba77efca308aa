import { NotFoundMessage } from './(console)/_shell/not-found-message';

export default function NotFoundPage() {
  return (
    <main>
      <NotFoundMessage />
    </main>
  );
}
