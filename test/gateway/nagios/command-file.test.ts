import { execFileSync } from 'node:child_process';
import { constants, writeFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { commandFiles } from '../../../gateway/nagios/command-file.ts';
import type { Leased } from '../../../gateway/outbox/box.ts';
import type { NagiosCommands } from '../../../gateway/outbox/message.ts';

describe('the command file of Nagios', () => {
  let folder: string;
  let pipe: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-pipe-'));
    pipe = join(folder, 'nagios.cmd');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const send = (commands: readonly string[], site = 'main') => {
    const compare = { every: 60_000, grace: 60_000 };
    const deliver = commandFiles(() => [
      { site: 'main', command_file: pipe, forward: false, compare },
    ]);
    const content = { kind: 'nagios', site, commands, passing: false } as const;
    const message = { content } as Leased & { readonly content: NagiosCommands };
    return deliver(message).catch((error: Error) => error.message);
  };

  it('is not waited for when nobody reads it', async () => {
    execFileSync('mkfifo', [pipe]);
    expect(await send(['[1] A'])).to.equal(`${pipe}: nobody reads it: Nagios does not run`);
  });

  it('is no file: what would be written there nobody would ever read', async () => {
    writeFileSync(pipe, '');
    expect(await send(['[1] A'])).to.equal(`${pipe}: is no pipe`);
  });

  it('takes each command in one line, in their order, also more than it holds at once', async () => {
    execFileSync('mkfifo', [pipe]);
    const reader = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const commands = Array.from(
      { length: 3_000 },
      (_, n) => `[${n}] COMMAND;${'x'.repeat(n % 90)}`,
    );
    let read = '';
    const sending = send(commands);
    let sent: unknown;
    sending.then((outcome) => {
      sent = outcome;
    });
    while (sent === undefined || read.length < commands.join('\n').length + 1) {
      const { bytesRead, buffer } = await reader
        .read(Buffer.alloc(4_096), 0, 4_096)
        .catch(() => ({ bytesRead: 0, buffer: Buffer.alloc(0) }));
      read += buffer.toString('utf8', 0, bytesRead);
      await new Promise((done) => setImmediate(done));
    }
    await reader.close();
    expect(sent).to.deep.equal({ kind: 'sent' });
    expect(read).to.equal(`${commands.join('\n')}\n`);
  });

  it('is known for each site', async () => {
    expect(await send(['[1] A'], 'other')).to.deep.include({ kind: 'failed', final: true });
  });
});
