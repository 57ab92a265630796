import { expect } from 'chai';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { decodeMail } from '../../../../gateway/receivers/email/decode.ts';

const now = Date.UTC(2026, 9, 16, 8);
const ida = { kind: 'customer', name: 'Ida', email: 'ida@a.example', customers: ['a'] } as const;
const rules = {
  now,
  domain: 'support.example',
  correspondentOf: (address: string) => (address === ida.email ? ida : undefined),
};

async function decode(lines: readonly string[], body = 'It is slow.\n') {
  const mail = [...lines, '', body].join('\r\n');
  return decodeMail(await PostalMime.parse(mail), rules);
}

const usual = ['From: Ida Issuer <Ida@A.example>', 'Message-ID: <1@a.example>'];
const read = async (lines: readonly string[], body?: string) => {
  const decoded = await decode([...usual, ...lines], body);
  if (decoded.kind === 'refused') throw new Error(decoded.why);
  return decoded.mail;
};

describe('reading a customer’s mail', () => {
  it('knows its sender, its words and its time', async () => {
    const mail = await read(['Subject: Jira is slow', 'Date: Fri, 16 Oct 2026 09:58:00 +0200']);
    expect(mail).to.deep.include({ from: ida, summary: 'Jira is slow', text: 'It is slow.' });
    expect(mail).to.include({ at: now - 120_000, incident: null, severity: null });
  });

  const dates: [string, string, number][] = [
    ['of the future', 'Fri, 16 Oct 2026 10:01:00 +0200', now],
    ['of long ago', 'Thu, 16 Oct 2025 10:00:00 +0200', now],
    ['that is none', 'yesterday', now],
    ['of some days ago', 'Mon, 12 Oct 2026 10:00:00 +0200', now - 4 * 86_400_000],
  ];
  for (const [title, date, at] of dates) {
    it(`takes a date ${title} as it should`, async () =>
      expect((await read([`Date: ${date}`])).at).to.equal(at));
  }

  const severities: [string, string[], string | null][] = [
    ['[A] down', [], 'A'],
    ['[sev b] slow', [], 'B'],
    ['[Severity: C] odd', [], 'C'],
    ['Jira, severity: D', [], 'D'],
    ['Plan B for Jira', [], null],
    ['[E] none', [], null],
    ['anything', ['X-Severity: b'], 'B'],
    ['[C] anything', ['Severity: normal'], 'C'],
  ];
  for (const [subject, headers, severity] of severities) {
    it(`reads the severity of "${subject}" ${headers.join()}`, async () =>
      expect((await read([`Subject: ${subject}`, ...headers])).severity).to.equal(severity));
  }

  const subjects: [string, string][] = [
    ['Re: AW: [INC-7] Jira is slow', 'Jira is slow'],
    ['[A] Jira is down', 'Jira is down'],
    ['=?utf-8?q?J=C3=ADra?=', 'Jíra'],
    ['Re:', 'It is slow.'],
  ];
  for (const [subject, summary] of subjects) {
    it(`makes "${summary}" of the subject "${subject}"`, async () =>
      expect((await read([`Subject: ${subject}`])).summary).to.equal(summary));
  }

  const threads: [string, string[], number | null][] = [
    ['what it answers', ['In-Reply-To: <incident-7.ab12@support.example>'], 7],
    ['an older mail of the thread', ['References: <x@y> <incident-8@support.example>'], 8],
    ['the subject', ['Subject: Re: [INC-9] slow'], 9],
    [
      'what it answers before the subject',
      ['Subject: [INC-9]', 'In-Reply-To: <incident-7@support.example>'],
      7,
    ],
    ['somebody else’s thread', ['In-Reply-To: <incident-7@elsewhere.example>'], null],
  ];
  for (const [title, headers, incident] of threads) {
    it(`finds the incident by ${title}`, async () =>
      expect((await read(headers)).incident).to.equal(incident));
  }

  it('keeps attachments with their names, and knows the words of a page', async () => {
    const mail = await read(
      ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x'],
      '--x\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>D=E9j=E0 <b>vu</b></p><script>alert(1)</script>\r\n--x\r\nContent-Type: image/png; name="a/../b.png"\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--x--\r\n',
    );
    expect(mail.text.replaceAll(/\s+/g, ' ')).to.equal('Déjà vu');
    const [file] = mail.attachments;
    expect([file?.name, file?.type, file?.content.toString()]).to.deep.equal([
      ...['a/../b.png', 'image/png', 'hello'],
    ]);
  });

  it('gives a mail that comes twice one key, and another mail another one', async () => {
    const [one, again] = [await read([]), await read(['Received: x'])];
    const other = await decode(['From: ida@a.example', 'Message-ID: <2@a.example>']);
    expect(other).to.not.have.nested.property('mail.key', one.key);
    expect(one.key).to.equal(again.key);
  });

  const refused: [string, string[], string][] = [
    ['an unknown sender', ['From: eve@b.example'], 'not allowed'],
    ['nobody', [], 'malformed'],
    ['two at once', [...usual, 'From: eve@b.example'], 'malformed'],
    ['an answering machine', [...usual, 'Auto-Submitted: auto-replied (vacation)'], 'automatic'],
    ['a mass mail', [...usual, 'Precedence: bulk'], 'automatic'],
    ['a list', [...usual, 'List-Unsubscribe: <mailto:x@y>'], 'automatic'],
    ['a bounce', [...usual, 'Return-Path: <>'], 'automatic'],
    ['a report', [...usual, 'Content-Type: multipart/report; boundary=x'], 'automatic'],
    [
      'a mail of ours',
      ['From: ida@a.example', 'Message-ID: <incident-7.ab@support.example>'],
      'automatic',
    ],
    [
      'what goes round',
      [...usual, ...Array.from({ length: 31 }, () => 'Received: by x')],
      'automatic',
    ],
  ];
  for (const [title, headers, reason] of refused) {
    it(`does not take ${title}`, async () =>
      expect(await decode(headers)).to.include({ kind: 'refused', reason }));
  }

  it('takes a person’s mail that says so', async () => {
    expect((await read(['Auto-Submitted: no'])).from).to.equal(ida);
  });

  it('survives hostile MIME', async () => {
    const part = fc.constantFrom(
      ...['Content-Type: multipart/mixed; boundary=a', '--a', '--a--', '', 'Subject: =?x?q?=00?='],
      ...['Content-Transfer-Encoding: base64', '=?utf-8?b?////?=', 'Content-Type: message/rfc822'],
      ...['From: ida@a.example', 'From: <ida@a.example', 'Content-Type: text/plain; charset=nope'],
      ...['\u0000', 'Date: Fri, 99 Oct', "filename*0*=utf-8''%ff", 'References: '.repeat(50)],
    );
    const runs = process.env.WATCHCLOCK_SOAK === '1' ? 1_000_000 : 300;
    const property = fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (lines) => {
      const email = await PostalMime.parse(lines.join('\r\n'), { maxNestingDepth: 50 }).catch(
        () => undefined,
      );
      if (email === undefined) return;
      const decoded = decodeMail(email, rules);
      if (decoded.kind === 'mail') expect(decoded.mail.from).to.equal(ida);
    });
    await fc.assert(property, { numRuns: runs });
  });
});
