// Deadlines in open time by a JavaScript library: prints "NAME WHAT SECONDS".
//
//   node business_hours.mjs FOLDER_WITH_NODE_MODULES
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.resolve(process.argv[2], "any.js"));

try {
  const dayjs = require("dayjs");
  dayjs.extend(require("dayjs-business-time"));
  const open = [{ start: "09:00:00", end: "12:00:00" }, { start: "13:00:00", end: "18:00:00" }];
  const holidays = [];
  for (let year = 2015; year < 2035; ++year)
    for (const day of ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"])
      holidays.push(`${year}-${day}`);
  dayjs.setHolidays(holidays);
  dayjs.setBusinessTime({
    sunday: null, monday: open, tuesday: open, wednesday: open, thursday: open, friday: open, saturday: null,
  });
  const count = 300;
  const begin = process.hrtime.bigint();
  for (let i = 0; i < count; ++i)
    dayjs(Date.UTC(2020, 0, 1) + i * 37 * 3600 * 1000).addBusinessMinutes((i * 7919) % 4800);
  console.log("dayjs-business-time", "add", Number(process.hrtime.bigint() - begin) / 1e9 / count);
} catch (error) {
  console.error(`dayjs-business-time: ${error.message}`);
}
