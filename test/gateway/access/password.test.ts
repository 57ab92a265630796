import { expect } from 'chai';
import { hashPassword, matchesPassword } from '../../../gateway/access/password.ts';

describe('a password', () => {
  it('matches its hash, which differs each time and does not hold it', async () => {
    const hashes = [await hashPassword('a good long one'), await hashPassword('a good long one')];
    expect(hashes[0]).to.not.equal(hashes[1]).and.to.not.contain('good');
    for (const hash of hashes) {
      expect(await matchesPassword('a good long one', hash)).to.equal(true);
      expect(await matchesPassword('a good long onE', hash)).to.equal(false);
    }
  });

  it('matches however its letters are composed', async () => {
    const hash = await hashPassword('\u00e9va example pass');
    expect(await matchesPassword('e\u0301va example pass', hash)).to.equal(true);
  });

  it('matches nothing where there is none', async () => {
    expect(await matchesPassword('', null)).to.equal(false);
    expect(await matchesPassword('anything', null)).to.equal(false);
  });
});
