import { NotFoundMessage } from './_shell/not-found-message';

export default function ConsoleNotFoundPage() {
  return <NotFoundMessage />;
}
