import { expect } from 'chai';
import {
  domainOf,
  incidentOfReferences,
  incidentOfSubject,
  messageIdOf,
  subjectTag,
  threadId,
} from '../../../gateway/mail/mail-thread.ts';

const domain = 'support.example';

describe('the conversation that a mail belongs to', () => {
  it('is found in the ids that our mails carry', () => {
    const id = messageIdOf('raised/7', 7, domain);
    expect(id).to.match(/^<incident-7\.[0-9a-f]{24}@support\.example>$/);
    expect(incidentOfReferences(id, domain)).to.equal(7);
    expect(incidentOfReferences(`<a@b> ${threadId(12, domain)}`, domain)).to.equal(12);
    expect(incidentOfReferences(`${threadId(3, domain)}\r\n ${id}`, 'Support.Example')).to.equal(7);
  });

  it('is not believed of ids of other domains, or of none of ours', () => {
    const foreign = ['<incident-7@other.example>', '<x@support.example>', '', 'incident-7'];
    for (const header of foreign) expect(incidentOfReferences(header, domain)).to.equal(undefined);
    expect(messageIdOf('report', null, domain)).to.match(/^<[0-9a-f]{24}@support\.example>$/);
  });

  it('has the same id for the same cause, and another for another', () => {
    expect(messageIdOf('a', 7, domain)).to.equal(messageIdOf('a', 7, domain));
    expect(messageIdOf('a', 7, domain)).to.not.equal(messageIdOf('b', 7, domain));
  });

  it('is found in a subject, whatever programs put before it', () => {
    expect(incidentOfSubject(`AW: Re: ${subjectTag(7)} nobody can log in`)).to.equal(7);
    expect(incidentOfSubject('re: [inc-42]')).to.equal(42);
    for (const subject of ['INC-7', '[INC-0]', '[INC-1234567890]', 'hello']) {
      expect(incidentOfSubject(subject)).to.equal(undefined);
    }
  });

  it('knows the domain of an address with and without a name', () => {
    expect(domainOf('Support <help@Support.example>')).to.equal(domain);
    expect(domainOf('help@support.example')).to.equal(domain);
    expect(domainOf('nobody')).to.equal('');
  });
});
