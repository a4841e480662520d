// Reads [{model, pairs}] on stdin, writes what the page's script would show, require and work out.
import { readFileSync } from "node:fs";
import { workOut } from "../../../web/src/forms/model.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(({ model, pairs }) => workOut(model, pairs))));
