import { createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundleTextLines } from '../bundle/bundle-text-lines.ts';
import { isKey } from '../checkpoints/signing-key.ts';
import { type Verification, verifyBundle } from './verify-bundle.ts';

const usage = `Usage: watchclock verify BUNDLE [--key KEY]

Computes a report again from a bundle that "watchclock report --bundle" wrote, offline: the hash chain of
every incident, the signed checkpoints, plans and calendars, and every figure. Says what differs.

      --key KEY   the installation's public key as it was published, 64 hexadecimal digits, or a file with
                  it; without, the bundle is held against the key that it brings along
  -h, --help      this text

Exit status: 0 everything agrees, 1 something differs or the bundle cannot be read, 2 usage error.

Example:
  watchclock verify october.bundle --key 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c
`;

/** `watchclock verify BUNDLE`; see `usage`. */
export async function command(
  args: readonly string[],
  io: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): Promise<number> {
  const asked = read(args);
  if (typeof asked === 'string') {
    io.stderr.write(`watchclock verify: ${asked}\n${usage}`);
    return 2;
  }
  if (asked.help) {
    io.stdout.write(usage);
    return 0;
  }
  try {
    const found = await verifyBundle(bundleTextLines(createReadStream(asked.bundle)), asked.key);
    return tell(asked.bundle, found, asked.key !== undefined, io);
  } catch (error) {
    io.stderr.write(`watchclock verify: ${(error as Error).message}\n`);
    return 1;
  }
}

function read(args: readonly string[]) {
  const options = {
    key: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return { help: true, bundle: '', key: undefined } as const;
    const [bundle, ...others] = positionals;
    if (bundle === undefined) return 'which bundle?';
    if (others[0] !== undefined) return `one bundle at a time; one too many: "${others[0]}"`;
    const key = values.key === undefined ? undefined : keyOf(values.key);
    if (key !== undefined && !isKey(key)) {
      return `--key: neither a public key of 64 hexadecimal digits nor a file with one: "${values.key}"`;
    }
    return { help: false, bundle, key } as const;
  } catch (error) {
    return (error as Error).message;
  }
}

function keyOf(text: string): string {
  if (isKey(text)) return text;
  try {
    return readFileSync(text, 'utf8').trim();
  } catch {
    return text;
  }
}

/** How many differences are told one by one. */
const most = 100;

function tell(
  bundle: string,
  { problems, incidents, events, checkpoints, key, digest }: Verification,
  pinned: boolean,
  io: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): number {
  for (const problem of problems.slice(0, most)) io.stderr.write(`${bundle}: ${problem}\n`);
  if (problems.length > most) io.stderr.write(`${bundle}: and ${problems.length - most} more\n`);
  if (problems.length > 0) return 1;
  const advice = pinned ? '' : '; compare it with the one that was published';
  io.stdout.write(
    `${bundle}: everything agrees: ${events} events of ${incidents} incidents, ${checkpoints} checkpoints\n` +
      `report sha256:${digest}\nsigned with ${key}${advice}\n`,
  );
  return 0;
}
