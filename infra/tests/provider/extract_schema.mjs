// Extracts the azurerm provider's schema from the TypeScript that @cdktn/provider-azurerm carries in
// its source maps, and prints it in the shape of Terraform's plug-in protocol, version 5.
//
//   node extract_schema.mjs azurerm_storage_account data.azurerm_client_config … > schema.json
//
// A name that the package doesn't know is left out: Terraform then reports it as an unknown type.
// Lost on the way (nothing here can check it): default values, allowed values, conflicts.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const library = dirname(createRequire(import.meta.url).resolve("@cdktn/provider-azurerm"));

const SINGLE = 1;
const LIST = 2;
const SET = 3;

const TYPES = {
  string: "string",
  number: "number",
  boolean: "bool",
  stringMap: ["map", "string"],
  numberMap: ["map", "number"],
  booleanMap: ["map", "bool"],
  anyMap: ["map", "string"],
};

/** The type of a configurable attribute, from what the binding calls it. */
function configuredType({ type, storage }) {
  const list = /^(string|number|boolean)List$/.exec(storage);
  return list ? [type === "set" ? "set" : "list", TYPES[list[1]]] : (TYPES[storage] ?? "dynamic");
}

/** The type of a read-only attribute, from the accessor that the binding uses for it. */
function readOnlyType(accessor, binding) {
  const nested = /new (\w+)List\(this, "\w+", (true|false)\)/.exec(accessor);
  if (nested) return [nested[2] === "true" ? "set" : "list", objectType(nested[1], binding)];
  const getter = /get(String|Number|Boolean)(List|Map)?Attribute|getListAttribute/.exec(accessor);
  if (!getter) return "dynamic";
  const element = TYPES[(getter[1] ?? "string").toLowerCase()];
  const collection = getter[2] ?? (getter[1] ? "" : "List");
  if (collection === "Map") return ["map", element];
  if (collection === "List") return [/Fn\.tolist/.test(accessor) ? "set" : "list", element];
  return element;
}

function objectType(struct, binding) {
  const { attributes } = block(struct, binding);
  return ["object", Object.fromEntries(attributes.map(({ name, type }) => [name, type]))];
}

/** All structs of one binding: what is required, how it is nested, what is computed. */
function parse(typescript) {
  const binding = { required: new Map(), configured: new Map(), flags: new Map(), lists: new Set() };
  for (const [, struct, body] of typescript.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)) {
    const names = body.matchAll(/#(\w+) \w+#\w+\}(?:(?!#\w+ \w+#)[\s\S])*?readonly \w+(\??): /g);
    binding.required.set(struct, new Map([...names].map(([, name, optional]) => [name, !optional])));
  }
  const functions = /^(?:export function (\w+)ToHclTerraform|export class (\w+) extends |  protected (synthesizeHclAttributes))/gm;
  let current = "";
  const marks = [...typescript.matchAll(functions)];
  marks.forEach((mark, index) => {
    const text = typescript.slice(mark.index, marks[index + 1]?.index);
    if (mark[2]) {
      current = mark[2].replace(/OutputReference$/, "");
      if (mark[2].endsWith("List")) binding.lists.add(mark[2].slice(0, -4));
      binding.flags.set(current, parseFlags(text));
    } else {
      const struct = mark[1] ? mark[1][0].toUpperCase() + mark[1].slice(1) : current;
      binding.configured.set(struct, parseConfigured(text));
    }
  });
  return binding;
}

function parseConfigured(text) {
  const entries = text.matchAll(
    /^ +(\w+): \{\n[^\n]*\n +isBlock: (true|false),\n +type: "(\w+)",\n +storageClassType: "(\w+)"/gm,
  );
  return new Map(
    [...entries].map(([, name, isBlock, type, storage]) => [name, { isBlock: isBlock === "true", type, storage }]),
  );
}

function parseFlags(text) {
  const entries = text.matchAll(
    /\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)\n([\s\S]*?)(?=\n\n|$)/g,
  );
  return new Map(
    [...entries].map(([, name, computed, optional, required, accessor]) => [
      name,
      { computed: computed === "true", optional: optional === "true", required: required === "true", accessor },
    ]),
  );
}

/** One block of the schema. A computed nested block is an attribute, as in the provider itself. */
function block(struct, binding, config = struct) {
  const attributes = [];
  const blockTypes = [];
  const configured = binding.configured.get(struct) ?? new Map();
  const required = binding.required.get(config) ?? new Map();
  const flags = binding.flags.get(struct) ?? new Map();
  for (const [name, entry] of configured) {
    const isRequired = required.get(name) ?? false;
    const computed = flags.get(name)?.computed ?? false;
    if (!entry.isBlock) {
      attributes.push(attribute(name, configuredType(entry), isRequired, !isRequired, computed));
    } else if (computed) {
      const element = objectType(entry.storage.replace(/List$/, ""), binding);
      attributes.push(attribute(name, [entry.type, element], isRequired, !isRequired, true));
    } else {
      blockTypes.push(nestedBlock(name, entry, isRequired, binding));
    }
  }
  for (const [name, flag] of flags) {
    if (!configured.has(name)) {
      attributes.push(attribute(name, readOnlyType(flag.accessor, binding), false, false, true));
    }
  }
  return { attributes, blockTypes };
}

function attribute(name, type, required, optional, computed) {
  return { name, type, required, optional, computed: computed || (name === "id" && optional) };
}

function nestedBlock(typeName, entry, required, binding) {
  const struct = entry.storage.replace(/List$/, "");
  const single = entry.type === "struct";
  return {
    typeName,
    block: block(struct, binding),
    nesting: single ? SINGLE : entry.type === "set" ? SET : LIST,
    minItems: required && !single ? 1 : 0,
    maxItems: single || binding.lists.has(struct) ? 0 : 1,
  };
}

function typescriptOf(folder) {
  const script = readFileSync(join(library, folder, "index.js"), "utf8");
  const map = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(script);
  return JSON.parse(Buffer.from(map[1], "base64").toString("utf8")).sourcesContent[0];
}

function schemaOf(folder) {
  if (!existsSync(join(library, folder, "index.js"))) return undefined;
  const typescript = typescriptOf(folder);
  const [, root] = /^export class (\w+) extends cdktn\.Terraform(?:Resource|DataSource|Provider) /m.exec(typescript);
  const schema = block(root, parse(typescript), `${root}Config`);
  // Meta arguments of the binding, not of the provider.
  schema.attributes = schema.attributes.filter(({ name }) => name !== "alias" || folder !== "provider");
  return { version: 0, block: schema };
}

const kebab = (type) => type.replace(/^azurerm_/, "").replaceAll("_", "-");
const known = (names, folder) =>
  Object.fromEntries(names.map((name) => [name, schemaOf(folder(name))]).filter(([, schema]) => schema));

const wanted = process.argv.slice(2);
const resources = wanted.filter((name) => !name.startsWith("data."));
const dataSources = wanted.filter((name) => name.startsWith("data.")).map((name) => name.slice(5));

const provider = schemaOf("provider");
process.stdout.write(
  JSON.stringify({
    provider,
    resourceSchemas: known(resources, kebab),
    dataSourceSchemas: known(dataSources, (name) => `data-azurerm-${kebab(name)}`),
  }),
);
