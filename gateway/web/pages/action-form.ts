import type { PersonCommand } from '../../command.ts';
import { type CommandBody, commandSchema, toCommand } from '../api/commands.ts';
import { validatorFor } from '../validate.ts';

/** The command that the form of an action asks for, or a sentence about what is wrong with it. */
export function readAction(
  form: unknown,
): { readonly command: PersonCommand } | { readonly complaint: string } {
  const { form_key: _key, ...fields } = Object(form) as Readonly<Record<string, string>>;
  const body: unknown = Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [name, fieldValue(name, text)]),
  );
  const [first] = complaints(body);
  if (first !== undefined) return { complaint: `${first.pointer.slice(1)}: ${first.detail}` };
  return { command: toCommand(body as CommandBody) };
}

const complaints = validatorFor(commandSchema);

/** A form consists of texts, and ends their lines with CR LF. */
function fieldValue(name: string, text: string): string | number {
  return name === 'into' ? Number(text) : text.replaceAll('\r\n', '\n').trim();
}
