import type { FastifyInstance } from 'fastify';

/** Which methods a server takes where. */
export interface MethodTable {
  /** The methods of a path, in alphabetical order; none where there is nothing. */
  readonly at: (path: string) => readonly string[];
}

/** The methods of all routes that a server is given from now on. */
export function methodTable(server: FastifyInstance): MethodTable {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  server.addHook('onRoute', ({ url, method }) => {
    routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  return {
    at: (path) => {
      const found = routes.filter(({ pattern }) => pattern.test(path));
      return [...new Set(found.flatMap(({ methods }) => methods))].sort();
    },
  };
}

/** A route's path (`/incidents/:id(^\d+$)/events`) as the expression that its requests fit. */
function patternOf(url: string): RegExp {
  const steps = url.split('/').map((step) => {
    if (step === '*') return '.*';
    const [, expression = '[^/]+'] = /^:\w+(?:\(\^(.*)\$\))?$/.exec(step) ?? [];
    return step.startsWith(':') ? expression : RegExp.escape(step);
  });
  return new RegExp(`^${steps.join('/')}$`);
}
