import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Customer, Inventory } from '../../../../nagios-config/inventory/model.ts';
import { unmetPreconditions } from '../../../../nagios-config/inventory.ts';
import { randomToken } from '../../../access/token.ts';
import { may } from '../../../access/viewer.ts';
import { visibleInventory } from '../../../access/visible.ts';
import { nextOpening, planFor } from '../../../directory/raising.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { raiseOnce } from '../../raise-once.ts';
import { formRoute } from '../form-route.ts';
import type { Given } from '../incident/actions.ts';
import { page } from '../layout.ts';
import type { PageParts } from '../parts.ts';
import { textsIn } from '../texts-in.ts';
import { visitorOf } from '../visitor.ts';
import type { RaiseForm } from './raise-form.ts';
import { raisePage } from './raise-page.ts';
import { channelOf, readReport } from './raise-report.ts';

/** `/raise`: the form of a customer's contact, and the one of the helpdesk for who calls */
export function mountRaise(server: FastifyInstance, parts: PageParts): void {
  const right = { right: 'raise' } as const;
  server.get('/raise', { config: right }, async (request, reply) =>
    show({ request, reply, parts }, textsIn(request.query)),
  );
  const options = { ...formRoute, config: { ...formRoute.config, ...right } };
  server.post('/raise', options, async (request, reply) => {
    const given = textsIn(request.body);
    const exchange = { request, reply, parts };
    const viewer = viewerOf(request);
    const inventory = visibleInventory(parts.inventory(), viewer);
    const asked = readReport(given, viewer, { inventory, now: parts.now() });
    if ('complaint' in asked) {
      reply.code(422);
      return show(exchange, given, asked.complaint);
    }
    const raised = await raiseOnce(asked.report, asked.actor, {
      ...parts,
      keyReceivedAt: parts.store.keyReceivedAt,
    });
    if (!('refused' in raised)) {
      return reply.redirect(`/incidents/${raised.view.incident.id}?raised=1`, 303);
    }
    reply.code(409);
    return show(exchange, given, raised.refused);
  });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parts: PageParts;
}

function show({ request, reply, parts }: Exchange, given: Given, complaint?: string) {
  const viewer = viewerOf(request);
  const visitor = visitorOf(request);
  const inventory = visibleInventory(parts.inventory(), viewer);
  const customers = [...inventory.customers.values()];
  const [only, ...others] = customers;
  const chosen = others.length === 0 ? only : inventory.customers.get(given.customer ?? '');
  const phone = may(viewer, 'act');
  const form = chosen && {
    ...formFor(chosen, inventory, parts.now()),
    channel: channelOf(viewer, given),
    formKey: visitor?.formKey ?? '',
    once: given.once ?? randomToken(),
    ...{ given, complaint },
  };
  const frame = { title: 'Raise an incident', visitor, path: '/raise' };
  const content = raisePage({ customers, phone, form });
  return reply.type('text/html').send(render(page(frame, content)));
}

function formFor(
  customer: Customer,
  inventory: Inventory,
  now: number,
): Pick<RaiseForm, 'customer' | 'plan' | 'opening' | 'now' | 'unmet'> {
  const plan = planFor(inventory, customer, now);
  return {
    customer,
    plan,
    now,
    opening: nextOpening(plan, now),
    unmet: unmetPreconditions(customer),
  };
}
