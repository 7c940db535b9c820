// A Terraform provider that knows a schema and nothing else: it answers what `init`, `validate` and
// `test` with mocked providers ask, and has no operation that could create, read or delete anything.
//
//   node stub_provider.mjs schema.json      started by Terraform, which speaks to it over gRPC

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import protoLoader from "@grpc/proto-loader";

const here = dirname(fileURLToPath(import.meta.url));

/** Types travel as JSON text in bytes. */
function encodeTypes({ attributes, blockTypes }) {
  return {
    attributes: attributes.map((each) => ({ ...each, type: Buffer.from(JSON.stringify(each.type)) })),
    blockTypes: blockTypes.map((each) => ({ ...each, block: encodeTypes(each.block) })),
  };
}

function encodeSchema({ version, block }) {
  return { version, block: encodeTypes(block) };
}

const encodeAll = (schemas) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, encodeSchema(schema)]));

/** A self-signed certificate: Terraform pins exactly the one that the handshake names. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), "stub-provider-"));
  try {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", key, "-out", cert],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const der = (pem) => pem.toString().replace(/-----[^-]+-----|\s/g, "").replace(/=+$/, "");

function main() {
  if (!process.env.TF_PLUGIN_MAGIC_COOKIE) {
    console.error("stub_provider: this is a Terraform plug-in; Terraform starts it, not a person.");
    process.exit(1);
  }
  const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const schemas = {
    provider: encodeSchema(schema.provider),
    resourceSchemas: encodeAll(schema.resourceSchemas),
    dataSourceSchemas: encodeAll(schema.dataSourceSchemas),
  };
  const { tfplugin5 } = grpc.loadPackageDefinition(protoLoader.loadSync(join(here, "plugin.proto")));
  const server = new grpc.Server();
  server.addService(tfplugin5.Provider.service, {
    getSchema: (_, answer) => answer(null, schemas),
    prepareProviderConfig: ({ request }, answer) => answer(null, { preparedConfig: request.config }),
    validateResourceTypeConfig: (_, answer) => answer(null, {}),
    validateDataSourceConfig: (_, answer) => answer(null, {}),
    stop: (_, answer) => answer(null, {}),
  });
  const empty = { requestDeserialize: () => ({}), responseSerialize: () => Buffer.alloc(0) };
  server.addService(
    { Shutdown: { path: "/plugin.GRPCController/Shutdown", requestStream: false, responseStream: false, ...empty } },
    { Shutdown: (_, answer) => { answer(null, {}); process.exit(0); } },
  );

  const client = process.env.PLUGIN_CLIENT_CERT;
  const own = client ? certificate() : undefined;
  const credentials = client
    ? grpc.ServerCredentials.createSsl(Buffer.from(client), [{ private_key: own.key, cert_chain: own.cert }], true)
    : grpc.ServerCredentials.createInsecure();
  server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
    if (error) throw error;
    console.log(`1|5|tcp|127.0.0.1:${port}|grpc|${own ? der(own.cert) : ""}`);
  });
}

main();
