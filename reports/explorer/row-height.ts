/** In pixels, as the style sheet has it: rows out of sight are left out, so their height must be known. */
export const ROW_HEIGHT = 28;
