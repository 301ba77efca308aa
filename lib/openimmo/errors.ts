import { AppError } from '@/lib/errors';
import { type Message, type MessageCode, type MessageParams, message } from './messages';

export type FileErrorCode = Extract<MessageCode, `F-${string}`>;

/** The delivery cannot be read: nothing of it may be applied. `details` are the values its sentence names. */
export class DeliveryError extends AppError {
  /** the same as data, for the import's outcome */
  readonly said: Message;

  constructor(said: Message, options: { cause?: unknown } = {}) {
    super(said.code, said.params, options);
    this.said = said;
  }
}

export function deliveryError<C extends FileErrorCode>(
  code: C,
  params: MessageParams<C>,
  cause?: unknown,
): DeliveryError {
  return new DeliveryError(message(code, params), cause === undefined ? {} : { cause });
}
