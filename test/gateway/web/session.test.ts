import { expect } from 'chai';
import { formKey, isFormKey, openSession, sealSession } from '../../../gateway/web/session.ts';
import { secret } from '../../../plugins/settings/secret.ts';

const token = secret('the-token');
const other = secret('another-token');
const hour = 3_600_000;
const session = { name: 'Éva <Example>', since: 1_000 };

describe('a session', () => {
  const sealed = sealSession(session, token);

  it('is opened with the token that sealed it', () => {
    expect(openSession(sealed, token, 1_000)).to.deep.equal(session);
  });

  it('lasts for twelve hours', () => {
    expect(openSession(sealed, token, 1_000 + 12 * hour - 1)).to.deep.equal(session);
    expect(openSession(sealed, token, 1_000 + 12 * hour)).to.equal(undefined);
  });

  const [content = '', seal = ''] = sealed.split('.');
  const forged = Buffer.from(JSON.stringify({ ...session, name: 'Mallory' })).toString('base64url');
  const bad: [string, string][] = [
    ['nothing', ''],
    ['no seal', content],
    ['another seal', `${content}.${seal.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`],
    ['another content', `${forged}.${seal}`],
    ['the key of a form as seal', `${content}.${formKey(content, token)}`],
    ['something else', 'x.y.z'],
  ];
  for (const [title, cookie] of bad) {
    it(`is not opened from ${title}`, () => {
      expect(openSession(cookie, token, 1_000)).to.equal(undefined);
    });
  }

  it('ends when the token changes', () => {
    expect(openSession(sealed, other, 1_000)).to.equal(undefined);
  });

  it('has a key for its forms that is no other session’s', () => {
    const second = sealSession(session, token);
    expect(second).to.not.equal(sealed);
    expect(isFormKey(formKey(sealed, token), sealed, token)).to.equal(true);
    expect(isFormKey(formKey(second, token), sealed, token)).to.equal(false);
    expect(isFormKey('', sealed, token)).to.equal(false);
  });
});
