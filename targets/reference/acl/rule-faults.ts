/** Why a rule is refused, in 7.2's words. */
export type RuleFault = string;

export const MISSPELT: RuleFault = 'Syntax error';
export const UNKNOWN_COMMAND: RuleFault = 'Unknown command or category name in ACL';
export const FIRST_ARGUMENT_OF_SUBCOMMAND: RuleFault =
  'Allowing first-arg of a subcommand is not supported';
export const BAD_HASH: RuleFault =
  'The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters';
export const NO_SUCH_PASSWORD: RuleFault =
  'The password you are trying to remove from the user does not exist';
export const KEYS_AFTER_ALL: RuleFault =
  "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not have any effect. Try 'resetkeys' to start with an empty list of patterns";
export const CHANNELS_AFTER_ALL: RuleFault =
  "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does not have any effect. Try 'resetchannels' to start with an empty list of channels";
