import { jsonSchema } from '../plugins/settings/json-schema.ts';
import { inventorySchema } from './inventory/schema.ts';
import { readOptions, type Subcommand } from './usage.ts';

/** `watchclock config schema`: what an editor needs to complete and check an inventory. */
export const schema: Subcommand = {
  summary: 'print the JSON Schema of an inventory, for editors',
  usage: `Usage: watchclock config schema

Prints the JSON Schema of an inventory file. An editor with a YAML language server takes it from
a comment at the top of the inventory:

  # yaml-language-server: $schema=./inventory.schema.json

Exit status: 0 done, 2 wrong usage.
Example: watchclock config schema > inventory.schema.json
`,
  run: async (args, { stdout }) => {
    readOptions(args, {});
    stdout.write(inventoryJsonSchema());
    return 0;
  },
};

/** The text of the published schema. */
function inventoryJsonSchema(): string {
  return `${JSON.stringify(jsonSchema(inventorySchema, 'The inventory of watchclock'), null, 2)}\n`;
}
