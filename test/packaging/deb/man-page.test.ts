import { expect } from 'chai';
import { manPage } from '../../../packaging/deb/man-page.ts';

const help = `Usage: tool --file FILE
       tool --help

Does a thing, and
says so.

  -f, --file FILE  what it reads,
                   line by line
  -h, --help       this text

Exit status: 0 done, 2 usage error.

Example:
  .tool --file 'a\\b' ~/x
`;

const page = manPage({
  name: 'watchclock-tool',
  section: 1,
  summary: 'does a thing',
  version: '1.2.3',
  help,
});

describe('a manual page', () => {
  it('has the name, the usage, the options, the exit status and the examples of the help', () => {
    expect(page).to.equal(`.TH "WATCHCLOCK-TOOL" "1" "" "watchclock 1.2.3" "watchclock"
.SH NAME
watchclock\\-tool \\- does a thing
.SH SYNOPSIS
.PP
.nf
tool \\-\\-file FILE
tool \\-\\-help
.fi
.SH DESCRIPTION
.PP
Does a thing, and
says so.
.TP
\\fB\\-f, \\-\\-file FILE\\fR
what it reads,
line by line
.TP
\\fB\\-h, \\-\\-help\\fR
this text
.SH "EXIT STATUS"
.PP
.nf
0 done, 2 usage error.
.fi
.SH "EXAMPLE"
.PP
.nf
  .tool \\-\\-file 'a\\eb' \\(ti/x
.fi
.SH "SEE ALSO"
.BR watchclock (1)
`);
  });

  it('of a check leaves out the first line, which tells the version', () => {
    const check =
      'check_x v1 (watchclock 1)\n\nWatches x.\n\nUsage:\ncheck_x -w N\n\nOptions:\n -w N\n    Limit\n';
    const text = manPage({ name: 'x', section: 1, summary: 'x', version: '1', help: check });
    expect(text).not.to.contain('v1');
    expect(text).to.contain('.SH SYNOPSIS\n.PP\n.nf\ncheck_x \\-w N\n.fi\n');
    expect(text).to.contain('.SH DESCRIPTION\n.PP\nWatches x.\n');
    expect(text).to.contain('.SH "OPTIONS"\n.TP\n\\fB\\-w N\\fR\nLimit\n');
  });

  it('takes no line of the help for a request', () => {
    const text = manPage({
      ...{ name: 'x', section: 1, summary: 'x', version: '1' },
      help: "Usage: x\n\n.so /etc/passwd\n'br\n",
    });
    expect(text).to.contain("\\&.so /etc/passwd\n\\&'br\n");
  });
});
