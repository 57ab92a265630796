import { expect } from 'chai';
import { debianChangelog } from '../../../packaging/deb/changelog.ts';

describe('the changelog of the package', () => {
  it('has what is below the first heading, wrapped, with who and when', () => {
    const long = `${'word '.repeat(17)}end`;
    const changes = `# Changelog\n\n## Unreleased\n- [FEATURE] A \`thing\`.\n- ${long}\n\n## 0.1\n- old\n`;
    const at = Date.UTC(2026, 10, 23, 3, 4, 5);
    expect(
      debianChangelog(changes, { version: '1.2', maintainer: 'A <a@b.example>', at }),
    ).to.equal(`watchclock (1.2) unstable; urgency=medium

  * [FEATURE] A thing.
  * ${'word '.repeat(14)}word
    word word end

 -- A <a@b.example>  Mon, 23 Nov 2026 03:04:05 +0000
`);
  });
});
