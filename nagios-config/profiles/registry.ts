import type { Product } from '../inventory/model.ts';
import { bamboo } from './bamboo.ts';
import { bitbucket } from './bitbucket.ts';
import { confluence } from './confluence.ts';
import { crowd } from './crowd.ts';
import type { Profile } from './figure.ts';
import { jira } from './jira.ts';

/** Every profile, one line each. */
export const profiles: Readonly<Record<Product, Profile>> = {
  jira,
  confluence,
  bitbucket,
  crowd,
  bamboo,
};
