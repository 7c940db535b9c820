// A reader of the Kusto queries that the alerts and the workbook use: it knows their tables, operators
// and functions, and answers what is wrong with a query, or nothing.

const TABLES = {
  Syslog: ["TimeGenerated", "Computer", "Facility", "SeverityLevel", "SyslogMessage", "ProcessName"],
  Heartbeat: ["TimeGenerated", "Computer", "Category", "OSType"],
  AppMetrics: ["TimeGenerated", "Name", "Sum", "Min", "Max", "ItemCount", "Properties", "AppRoleName", "AppRoleInstance"],
  AppRequests: ["TimeGenerated", "Name", "Success", "ResultCode", "DurationMs", "ItemCount", "Properties", "OperationId", "AppRoleName", "AppRoleInstance"],
  QtsObserver_CL: ["TimeGenerated", "timestamp", "level", "threadName", "loggerName", "formattedMessage", "kvpList", "throwable"],
  Perf: ["TimeGenerated", "Computer", "ObjectName", "CounterName", "InstanceName", "CounterValue"],
};
const OPERATORS = ["where", "extend", "project", "summarize", "parse", "order by"];
const FUNCTIONS = ["avg", "bin", "count", "countif", "dcount", "extract", "isnotnull", "max", "min", "sum", "sumif", "todouble", "tolong", "toreal", "tostring"];
// Columns whose members have names of their own: Properties.outcome.
const DYNAMIC = ["Properties", "kvpList", "throwable"];
const WORDS = ["and", "or", "not", "by", "in", "has", "contains", "startswith", "with", "asc", "desc", "real", "long", "string"];

/** Splits into tokens; a character that fits none of them, such as a lone quote, comes out as itself. */
function tokens(query) {
  return query.match(/@?"[^"]*"|'[^']*'|\d+(?:\.\d+)?[smhd]?\b|[A-Za-z_]\w*(?:\.\w+)+|\w+|==|!=|>=|<=|=~|[|(),:*<>=+\-/]|\S/g) ?? [];
}

/** The problems of one query; what it knows afterwards as columns goes into `columns`. */
export function problems(query, columns = new Set()) {
  const found = [];
  const all = tokens(query);
  const depth = all.reduce((open, token) => open + (token === "(" ? 1 : token === ")" ? -1 : 0), 0);
  if (depth !== 0) found.push("unbalanced parentheses");
  const stages = [[]];
  for (const token of all) {
    if (token === "|") stages.push([]);
    else stages.at(-1).push(token);
  }
  const [table, ...extra] = stages.shift();
  if (!TABLES[table] || extra.length > 0) found.push(`it doesn't begin with a known table: ${[table, ...extra].join(" ")}`);
  for (const column of TABLES[table] ?? []) columns.add(column);
  for (const stage of stages) found.push(...stageProblems(stage, columns));
  return found;
}

function stageProblems(stage, columns) {
  const operator = stage[0] === "order" ? stage.slice(0, 2).join(" ") : stage[0];
  if (!OPERATORS.includes(operator)) return [`unknown operator: ${stage.join(" ") || "nothing between two pipes"}`];
  const rest = stage.slice(operator.split(" ").length);
  if (rest.length === 0) return [`${operator} of nothing`];
  const found = [];
  if (operator === "parse") {
    // parse COLUMN with * "text" NAME:TYPE …: the names after a text are new columns.
    rest.slice(2).filter((token) => /^[a-z]\w*$/i.test(token) && !WORDS.includes(token)).forEach((name) => columns.add(name));
  }
  const given = new Set(columns);
  rest.forEach((token, index) => {
    const next = rest[index + 1];
    if (/^[@"'\d]/.test(token) && token.length > 1) return;
    if (/^\w+(\.\w+)+$/.test(token)) {
      const [column] = token.split(".");
      if (!DYNAMIC.includes(column) || !given.has(column)) found.push(`unknown column with members: ${token}`);
    } else if (/^\w+$/.test(token)) {
      if (next === "=") columns.add(token);
      else if (next === "(" ? !FUNCTIONS.includes(token) && token !== "in" : !given.has(token) && !columns.has(token) && !WORDS.includes(token) && !/^\d/.test(token)) {
        found.push(`${next === "(" ? "unknown function" : "unknown column"}: ${token}`);
      }
    } else if (!/^(==|!=|>=|<=|=~|[(),:*<>=+\-/])$/.test(token)) {
      found.push(`unexpected ${token}`);
    }
  });
  if (operator === "project" || operator === "summarize") keepOnly(rest, operator, columns);
  return found;
}

/** After project or summarize only the named columns are left. */
function keepOnly(rest, operator, columns) {
  const kept = new Set();
  let depth = 0;
  let inGroup = operator === "project";
  rest.forEach((token, index) => {
    if (token === "by") inGroup = true;
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    const named = rest[index + 1] === "=";
    if (/^[A-Za-z]\w*$/.test(token) && (named || (inGroup && (depth === 0 || rest[index - 2] === "bin")) ) && !FUNCTIONS.includes(token)) kept.add(token);
  });
  kept.delete("by");
  columns.clear();
  kept.forEach((name) => columns.add(name));
}
