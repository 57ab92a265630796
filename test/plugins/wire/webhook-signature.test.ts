import { expect } from 'chai';
import { signWebhook, verifyWebhook, webhookKey } from '../../../plugins/wire/webhook-signature.ts';

/** A secret and a message with the signature that the libraries of Standard Webhooks give for them. */
const known = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('the signature of a webhook', () => {
  const key = webhookKey(known.secret) ?? Buffer.alloc(0);

  it('is that of the specification', () => {
    expect(signWebhook(key, known.message)).to.equal(known.signature);
  });

  it('holds for the very message only', () => {
    const { message, signature } = known;
    expect(verifyWebhook(key, message, signature)).to.equal(true);
    expect(verifyWebhook(key, message, `v1,AAAA v2,x ${signature}`)).to.equal(true);
    for (const change of [{ id: 'msg_x' }, { timestamp: 1 }, { body: '{}' }]) {
      expect(verifyWebhook(key, { ...message, ...change }, signature)).to.equal(false);
    }
    for (const header of ['', 'v1,', 'v1', signature.replace('v1', 'v2')]) {
      expect(verifyWebhook(key, message, header)).to.equal(false);
    }
  });

  it('needs a key of 24 to 64 bytes', () => {
    const secret = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
    for (const bytes of [24, 64]) expect(webhookKey(secret(bytes))?.length).to.equal(bytes);
    for (const wrong of [secret(23), secret(65), 'whsec_', 'hunter2', 'whsec_!!']) {
      expect(webhookKey(wrong)).to.equal(undefined);
    }
  });
});
