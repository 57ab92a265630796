import type { FastifyReply } from 'fastify';
import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import { didYouMean } from '../../../plugins/settings/nearest.ts';
import { showValue } from '../../../plugins/settings/problem.ts';
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

/** Answers that something does not exist. */
export function sendMissing(reply: FastifyReply, { missing }: Missing): FastifyReply {
  return sendProblem(reply, 404, missing);
}
