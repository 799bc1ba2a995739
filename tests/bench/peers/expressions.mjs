// The same expressions through two JavaScript libraries: prints "NAME WHAT SECONDS" for each.
//
//   node expressions.mjs FOLDER_WITH_NODE_MODULES
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const require = createRequire(path.resolve(process.argv[2], "any.js"));
const load = async (name) => import(pathToFileURL(require.resolve(name)));

const long =
  "priority >= 3 && status in ['new', 'open'] && customer.tier == 'gold' && " +
  "(status.startsWith('o') || !customer.tier.contains('silver')) && " +
  "size(customer.tier) > 2 && priority * 2 < 100 && true";
const short = "priority >= 3 && status in ['new','open'] && customer.tier == 'gold'";

function secondsEach(calls, call) {
  const rounds = [];
  for (let round = 0; round < 21; ++round) {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < calls; ++i) call();
    rounds.push(Number(process.hrtime.bigint() - begin) / 1e9 / calls);
  }
  return rounds.sort((a, b) => a - b)[10];
}

async function measure(name, prepare) {
  try {
    const { parse, evaluate } = await prepare();
    if (parse) console.log(name, "parse", secondsEach(200, parse));
    console.log(name, "evaluate", secondsEach(2000, evaluate));
  } catch (error) {
    console.error(`${name}: ${error.message}`);
  }
}

await measure("@bufbuild/cel", async () => {
  const { parse, plan, celEnv } = await load("@bufbuild/cel");
  const environment = celEnv();
  const program = plan(environment, parse(short));
  const ticket = { priority: 4n, status: "open", customer: { tier: "gold" } };
  if (program(ticket) !== true) throw new Error("the expression is not true");
  return { parse: () => parse(long), evaluate: () => program(ticket) };
});

await measure("cel-js", async () => {
  const { parse, evaluate } = await load("cel-js");
  const tree = parse(short).cst;
  const ticket = { priority: 4, status: "open", customer: { tier: "gold" } };
  if (evaluate(tree, ticket) !== true) throw new Error("the expression is not true");
  return { parse: () => parse(long), evaluate: () => evaluate(tree, ticket) };
});
