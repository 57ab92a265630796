import type { FastifyReply } from 'fastify';
import type { Customer, Inventory } from '../../../nagios-config/inventory/model.ts';
import { didYouMean } from '../../../plugins/settings/nearest.ts';
import { showValue } from '../../../plugins/settings/problem.ts';
import type { Viewer } from '../../access/viewer.ts';
import { visibleInventory } from '../../access/visible.ts';
import { WrongRequestError } from '../complaint.ts';
import { sendProblem } from '../problem.ts';

/** What was asked for does not exist, or not for whoever asks; a sentence that names nothing else than they may see. */
export interface Missing {
  readonly missing: string;
}

/** That an inventory, as a viewer sees it, has no such customer. */
export function missingCustomer({ customers }: Inventory, name: string): Missing {
  return {
    missing: `there is no customer ${showValue(name)}${didYouMean(name, customers.keys())}`,
  };
}

/** That it has no such host. */
export function missingHost({ hosts }: Inventory, name: string): Missing {
  return { missing: `there is no host ${showValue(name)}${didYouMean(name, hosts.keys())}` };
}

/** The customer that somebody names, or, naming none, the only one that they may see; undefined where there are several. */
export function askedCustomer(
  name: string,
  viewer: Viewer,
  inventory: Inventory,
): Customer | Missing | undefined {
  const visible = visibleInventory(inventory, viewer);
  if (name !== '') return visible.customers.get(name) ?? missingCustomer(visible, name);
  const [only, ...others] = visible.customers.values();
  return others.length === 0 ? only : undefined;
}

/** Answers that something does not exist. */
export function sendMissing(reply: FastifyReply, { missing }: Missing): FastifyReply {
  return sendProblem(reply, 404, missing);
}

/** What is wrong with a question about one customer that names none, from somebody who sees several. */
export function nameACustomer(): WrongRequestError {
  const detail = 'must name one of the customers';
  return new WrongRequestError(400, 'query', [{ pointer: '/customer', detail }]);
}
