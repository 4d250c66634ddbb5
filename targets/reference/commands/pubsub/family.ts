/** The publish/subscribe family. */
import type { Family } from '../../command.ts';
import { publishCommands } from './publish.ts';
import { pubsubContainer } from './pubsub.ts';
import { subscriptionCommands } from './subscribe.ts';

export const pubsubCommands: Family = {
  ...subscriptionCommands,
  ...publishCommands,
  ...pubsubContainer,
};
