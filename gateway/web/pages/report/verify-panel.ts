import { createHash } from 'node:crypto';
import type { Period } from '../../../../sla/compliance/period.ts';
import { bundleName } from '../../api/bundle.ts';
import { type Html, html } from '../../html.ts';

/** With what a report can be verified. */
export interface VerifyingParts {
  /** The installation's public key, in hex. */
  readonly publicKey: string;
}

/** The report that is to be verified: how it is asked for, and the digest of its data. */
export interface Verifiable {
  readonly query: string;
  readonly digest: string;
  readonly customer: string | null;
  readonly period: Period;
}

/** How somebody who trusts nobody computes the report again, and where its other forms are. */
export function verifyPanel(
  { query, digest, customer, period }: Verifiable,
  { publicKey }: VerifyingParts,
): Html {
  const link = (path: string, name: string) =>
    html`<a href="/api/v1/reports/${path}?${query}">${name}</a>`;
  const file = bundleName(customer, period);
  return html`<section class="panel" aria-labelledby="verify-title"><h2 id="verify-title">Verify it yourself</h2>
    <p>The same data as ${link('compliance.pdf', 'PDF')}, ${link('compliance.csv', 'CSV')} or ${link('compliance', 'JSON')}, under the digest <code class="digest">sha256:${digest}</code>.</p>
    <ol class="steps">
      <li>Download ${link('bundle', 'the bundle')}: this report with the log, the plans and the signed checkpoints that it follows from, as of the download.</li>
      <li>Compute it again, on any machine that has watchclock, without this gateway: <pre tabindex="0" role="region" aria-label="The command that verifies"><code>watchclock verify ${file} --key ${publicKey}</code></pre></li>
      <li>Compare the key with the one that you were given when the contract began. Its fingerprint is <code class="digest">sha256:${fingerprintOf(publicKey)}</code>.</li>
    </ol></section>`;
}

/** The SHA-256 of the key's bytes, in hex. */
function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex');
}
