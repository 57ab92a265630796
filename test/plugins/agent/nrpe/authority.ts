import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The files of a certificate that an authority signed. */
interface Certified {
  readonly cert: string;
  readonly key: string;
}

/** An authority in a folder. */
export interface Authority {
  /** Its own certificate. */
  readonly ca: string;
  readonly sign: (name: string) => Certified;
}

/** Makes an authority of that name with openssl. */
export function authority(dir: string, name: string): Authority {
  const ca = join(dir, `${name}.pem`);
  const caKey = join(dir, `${name}.key`);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const run = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  run('req', '-x509', ...newKey, '-subj', `/CN=${name}`, '-keyout', caKey, '-out', ca);
  return {
    ca,
    sign: (subject) => {
      const [cert, key, request] = ['pem', 'key', 'csr'].map((suffix) =>
        join(dir, `${name}-${subject}.${suffix}`),
      ) as [string, string, string];
      run('req', ...newKey, '-subj', `/CN=${subject}`, '-keyout', key, '-out', request);
      run(
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        ca,
        '-CAkey',
        caKey,
        '-CAcreateserial',
        '-out',
        cert,
      );
      return { cert, key };
    },
  };
}
