import type { FastifyInstance } from 'fastify';
import { type Html, html, render } from '../html.ts';
import { page } from './layout.ts';
import { visitorOf } from './visitor.ts';

/** The parts of an OpenAPI description that the page shows. */
interface Call {
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

type Paths = Readonly<Record<string, Readonly<Record<string, Call>>>>;

/** `/api/docs`: the description of the API for people; `describe` gives the document that programs read. */
export function mountApiDocs(server: FastifyInstance, describe: () => unknown): void {
  server.get('/api/docs', { schema: { hide: true } }, async (request, reply) => {
    const { paths } = describe() as { readonly paths: Paths };
    const frame = { title: 'API', visitor: visitorOf(request), path: '/api/docs' };
    return reply.type('text/html').send(render(page(frame, docsPage(paths))));
  });
}

function docsPage(paths: Paths): Html {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ path, method, call })),
  );
  return html`<div class="page-head"><h1>API</h1>
    <p>Programs call it with <code>Authorization: Bearer TOKEN</code>: a token of an account (<code>watchclock account token add</code>) or the gateway’s own. Errors are problem documents (RFC 9457). The same as <a href="/api/openapi.json">OpenAPI</a>. <code>watchclock incident</code> uses it from a command line.</p>
  </div>${calls.map(callSection)}`;
}

function callSection({
  path,
  method,
  call,
}: {
  readonly path: string;
  readonly method: string;
  readonly call: Call;
}): Html {
  const { summary, description, security, parameters = [], requestBody, responses = {} } = call;
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  return html`<section class="panel"><h2><code>${method.toUpperCase()} ${path}</code></h2>
    <p>${summary}${security !== undefined && html` <span class="mark">needs a token</span>`}</p>
    ${description !== undefined && html`<p class="hint">${description}</p>`}
    ${
      parameters.length > 0 &&
      fieldsTable(
        'Parameters',
        parameters.map(({ name, required = false, schema, ...rest }) => ({
          name,
          required,
          schema: { ...schema, ...described(rest.description ?? schema?.description) },
        })),
        `${method} ${path}`,
      )
    }
    ${body !== undefined && bodyTables(body, `${method} ${path}`)}
    <p class="who">Answers ${Object.entries(responses)
      .map(([status, { description: says }]) =>
        status.startsWith('2') ? `${status} ${says ?? ''}` : status,
      )
      .join(' · ')}</p>
  </section>`;
}

function kindOf(schema: Schema): unknown {
  const { const: value, enum: values } = schema.properties?.kind ?? {};
  return value ?? values?.[0] ?? typeOf(schema);
}

function described(description: string | undefined): Schema {
  return description === undefined ? {} : { description };
}

interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

function bodyTables(schema: Schema, of: string): Html {
  if (schema.items !== undefined) return html`<p>A list of:</p>${bodyTables(schema.items, of)}`;
  if (schema.anyOf !== undefined) {
    return html`${schema.anyOf.map((each) => html`<details><summary><code>${String(kindOf(each))}</code> ${each.description}</summary>${bodyTables(each, `${of} ${String(kindOf(each))}`)}</details>`)}`;
  }
  const { properties = {}, required = [] } = schema;
  const fields = Object.entries(properties).map(([name, each]) => ({
    name,
    required: required.includes(name),
    schema: each,
  }));
  return fields.length === 0 ? html`` : fieldsTable('Body', fields, of);
}

function fieldsTable(title: string, fields: readonly Field[], of: string): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title} of ${of}"><table><thead><tr><th scope="col">${title}</th><th scope="col">type</th><th scope="col">what</th></tr></thead>
    <tbody>${fields.map(({ name, required, schema }) => html`<tr><td><code>${name}</code>${required ? '' : html` <span class="who">optional</span>`}</td><td>${typeOf(schema)}</td><td>${schema.description}</td></tr>`)}</tbody></table></div>`;
}

function typeOf({ type, enum: values, const: value, items, anyOf }: Schema): string {
  if (value !== undefined) return JSON.stringify(value);
  if (values !== undefined) return values.map((each) => JSON.stringify(each)).join(' | ');
  if (items !== undefined) return `list of ${typeOf(items)}`;
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' | ');
  return type ?? 'anything';
}
