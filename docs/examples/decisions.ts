// Reports a snapshot, a judgment that rests on it and the block that stopped it, and asks why.
// Usage: node decisions.ts [URL] with Node 22.18 or later, else tsc decisions.ts and node decisions.js;
// the token, where the service asks for one, in OBSERVER_API_TOKEN. Needs no package.

declare const process: { argv: string[]; env: Record<string, string | undefined> };

interface Answer {
  sentences?: string[];
}

const url: string = process.argv[2] ?? "http://127.0.0.1:8000";
const token: string | undefined = process.env.OBSERVER_API_TOKEN;
const retried: number[] = [429, 503, 507];

/** Sends a request, and again, the same bytes, while the service is busy or away. */
async function ask(path: string, body?: string): Promise<Answer> {
  const headers: Record<string, string> = { "Content-Type": "application/x-ndjson" };
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  for (let pause = 100; ; pause *= 2) {
    const method = body === undefined ? "GET" : "POST";
    const answer = await fetch(url + path, { method, headers, body }).catch((away: Error) => away);
    if (!(answer instanceof Error) && answer.ok) {
      return (await answer.json()) as Answer;
    }
    const again = answer instanceof Error || retried.includes(answer.status);
    if (!again || pause > 5_000) {
      const why = answer instanceof Error ? answer.message : `${answer.status} ${await answer.text()}`;
      throw new Error(`${path}: ${why}`);
    }
    await new Promise((wake) => setTimeout(wake, pause));
  }
}

function lines(...objects: object[]): string {
  return objects.map((o) => JSON.stringify(o)).join("\n");
}

const snapshot = {
  meta: {
    timestamp: "2026-01-11T09:03:12.417+09:00",
    timestamp_ms: 1768089792417,
    session_id: "typescript",
    run_id: "typescript-1",
    mode: "DEV",
    observer_version: "v1.0.0",
  },
  context: { source: "market", stage: "raw", symbol: "TYPESCRIPT", market: "UPBIT" },
  observation: { inputs: { price: 71000.5 }, computed: {}, state: {} },
};
const common = {
  decision_id: "typescript-d-1",
  created_at: "2026-01-11T09:03:12.420+09:00",
  strategy_name: "typescript",
  symbol: "TYPESCRIPT",
  rests_on: [{ run_id: "typescript-1" }],
};
const order = { action: "BUY", symbol: "TYPESCRIPT", qty: 10, order_type: "MARKET" };
const judgment = { kind: "judgment", ...common, pipeline_step: "Decide", action: "BUY", order };
const block = {
  kind: "block",
  ...common,
  blocked_by: "GR001",
  limit: { at_most: 5 },
  actual: 10,
  reason: "exposure limit",
};

async function main(): Promise<void> {
  await ask("/v1/snapshots", lines(snapshot));
  await ask("/v1/decisions", lines(judgment, block));
  const moment = new URLSearchParams({ symbol: "TYPESCRIPT", at: "2026-01-11T09:03:12.417+09:00" });
  const answer = await ask(`/v1/why-not?${moment}`);
  console.log((answer.sentences ?? []).join("\n"));
}

void main();
