import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Customer } from '../../../../nagios-config/inventory/model.ts';
import { standard } from '../../../../sla/plan.ts';
import { actorOf, may, type Viewer, visibleTo } from '../../../access/viewer.ts';
import { visibleInventory } from '../../../access/visible.ts';
import { planFor } from '../../../directory/raising.ts';
import { covers, type MaintenanceWindow } from '../../../maintenance.ts';
import { cancelMaintenance } from '../../cancel-maintenance.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { formRoute } from '../form-route.ts';
import type { Given } from '../incident/actions.ts';
import { page } from '../layout.ts';
import { namesIn } from '../names.ts';
import type { PageParts } from '../parts.ts';
import { textsIn } from '../texts-in.ts';
import { visitorOf } from '../visitor.ts';
import { wallClock } from '../wall-clock.ts';
import { announceSection, maintenancePage } from './maintenance-page.ts';

/** `/maintenance`: announce, list, cancel */
export function mountMaintenancePage(server: FastifyInstance, parts: PageParts): void {
  const announcing = {
    ...formRoute,
    config: { ...formRoute.config, right: 'announce maintenance' },
  } as const;
  server.get('/maintenance', async (request, reply) =>
    show({ request, reply, parts }, { given: textsIn(request.query) }),
  );
  server.post('/maintenance', announcing, async (request, reply) => {
    const given = textsIn(request.body);
    const exchange = { request, reply, parts };
    const asked = readWindow(given, viewerOf(request), parts);
    if ('notice' in asked) {
      reply.code(422);
      return show(exchange, { given, ...asked });
    }
    await parts.store.announce(asked.window);
    return reply.redirect('/maintenance', 303);
  });
  server.post('/maintenance/cancel', announcing, async (request, reply) => {
    const viewer = viewerOf(request);
    const around = { viewer, actor: actorOf(viewer), now: parts.now() };
    const { id = '' } = textsIn(request.body);
    const done = await cancelMaintenance(id, around, parts.store);
    if ('window' in done) return reply.redirect('/maintenance', 303);
    reply.code('missing' in done ? 404 : 409);
    const notice = 'missing' in done ? done.missing : done.refused;
    return show({ request, reply, parts }, { given: {}, notice });
  });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parts: PageParts;
}

interface Shown {
  readonly given: Given;
  readonly notice?: string;
  readonly late?: boolean;
}

async function show({ request, reply, parts }: Exchange, { given, notice, late = false }: Shown) {
  const viewer = viewerOf(request);
  const visitor = visitorOf(request);
  const inventory = visibleInventory(parts.inventory(), viewer);
  const formKey = may(viewer, 'announce maintenance') ? visitor?.formKey : undefined;
  const customers = [...inventory.customers.values()];
  const [only, ...others] = customers;
  const customer = others.length === 0 ? only : inventory.customers.get(given.customer ?? '');
  const form = customer &&
    formKey && { customer, zone: zoneOf(customer, parts), formKey, given, late };
  const content = maintenancePage({
    ...{ formKey, notice, now: parts.now(), names: namesIn(inventory) },
    windows: await shownWindows(viewer, parts),
    form: formKey === undefined ? undefined : announceSection(customers, form || undefined),
  });
  const frame = { title: 'Maintenance', visitor, path: '/maintenance' };
  return reply.type('text/html').send(render(page(frame, content)));
}

async function shownWindows(viewer: Viewer, { store, board, inventory }: PageParts) {
  const windows = (await store.maintenance()).filter(visibleTo(viewer));
  const { entries } = await board.read();
  return windows
    .toSorted((one, other) => one.start - other.start)
    .map((window) => {
      const customer = inventory().customers.get(window.customer);
      const plan = customer === undefined ? standard : planFor(inventory(), customer, window.start);
      const open = entries.filter(({ incident }) => covers(window, incident)).length;
      return { window, plan, open };
    });
}

function zoneOf(customer: Customer, { inventory, now }: PageParts): string {
  return planFor(inventory(), customer, now()).calendar.zone;
}

function readWindow(
  given: Given,
  viewer: Viewer,
  parts: PageParts,
): { readonly window: MaintenanceWindow } | (Omit<Shown, 'given'> & { readonly notice: string }) {
  const customer = visibleInventory(parts.inventory(), viewer).customers.get(given.customer ?? '');
  if (customer === undefined) return { notice: 'Please say whose window it is.' };
  const zone = zoneOf(customer, parts);
  const [start, end] = [wallClock(given.start, zone), wallClock(given.end, zone)];
  if (start === undefined || end === undefined) return { notice: 'Please say from when to when.' };
  if (end <= start) return { notice: 'Its end must be after its start.' };
  const { reason = '' } = given;
  if (!/^[^\p{Cc}]{1,1000}$/u.test(reason))
    return { notice: 'Please say what will be done, in one line.' };
  const announcedAt = parts.now();
  if (start <= announcedAt && given.confirmed !== '1') {
    const notice = 'It starts before now: a window that is announced too late excludes nothing.';
    return { notice, late: true };
  }
  const chosen = (kind: string, names: readonly string[]) =>
    names.filter((name) => given[`${kind}:${name}`] === '1');
  const hosts = chosen(
    'host',
    customer.hosts.map(({ name }) => name),
  );
  const keys = new Set(customer.hosts.flatMap((host) => host.applications.map(({ key }) => key)));
  const what = { customer: customer.id, hosts, applications: chosen('application', [...keys]) };
  const window = { id: randomUUID(), ...what, announcedAt, start, end, reason };
  return { window: { ...window, actor: actorOf(viewer) } };
}
