import type { PersonCommand } from '../../../command.ts';
import { type CommandBody, commandSchema, toCommand } from '../../api/commands.ts';
import { validatorFor } from '../../validate.ts';
import type { Given } from './actions.ts';

/** What the form of an action asks for. */
export interface AskedAction {
  readonly command: PersonCommand;
  /** What whoever asks has seen; undefined where the form does not say. */
  readonly version: number | undefined;
  readonly given: Given;
}

/** The command that a form asks for, or a sentence about what is wrong with it. */
export function readAction(form: unknown): AskedAction | { readonly complaint: string } {
  const { form_key: _key, ...given } = Object(form) as Readonly<Record<string, string>>;
  const body = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, fieldValue(name, text)]),
  ) as unknown;
  const [first] = complaints(body);
  if (first !== undefined) return { complaint: `${first.pointer.slice(1)}: ${first.detail}` };
  const command = toCommand(body as CommandBody);
  return { command, version: (body as CommandBody).version, given };
}

const complaints = validatorFor(commandSchema);

/** A form consists of texts, and ends their lines with CR LF. */
function fieldValue(name: string, text: string): string | number | boolean {
  if (name === 'forCustomer') return text === 'yes';
  if (name === 'into' || name === 'version') return Number(text);
  return text.replaceAll('\r\n', '\n').trim();
}
