// The condition of a rule over open cases by a JavaScript library, which looks at each of them: prints "NAME WHAT
// SECONDS", for all.
//
//   node rules.mjs FOLDER_WITH_NODE_MODULES OPEN_CASES
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.resolve(process.argv[2], "any.js"));

try {
  const { Engine } = require("json-rules-engine");
  const engine = new Engine([{
    conditions: { all: [
      { fact: "due", operator: "lessThanInclusive", value: 800 },
      { fact: "priority", operator: "equal", value: "urgent" },
    ] },
    event: { type: "escalate" },
  }]);
  const count = Number(process.argv[3]);
  let fired = 0;
  const begin = process.hrtime.bigint();
  for (let i = 0; i < count; ++i) {
    const { events } = await engine.run({ due: i % 1000, priority: i % 2 ? "urgent" : "normal" });
    fired += events.length;
  }
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (fired === 0) throw new Error("nothing fired");
  console.log("json-rules-engine", "evaluate", seconds);
} catch (error) {
  console.error(`json-rules-engine: ${error.message}`);
}
