// Hands every .ts file of the project to ts-node. Mocha's own "-r ts-node/register" would silently
// fall back to Node's type stripping in an ES module package.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { create } from 'ts-node';

const service = create({ transpileOnly: true });

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return nextLoad(url, context);
    const path = fileURLToPath(url);
    const source = service.compile(readFileSync(path, 'utf8'), path);
    return { format: 'module', source, shortCircuit: true };
  },
});
