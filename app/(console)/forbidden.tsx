import { ForbiddenMessage } from './_shell/forbidden-message';

export default function ForbiddenPage() {
  return <ForbiddenMessage />;
}
