// npm rss-parser and feedsmith, and the JSON Feed schema: every feed below the folder given.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { parseFeed } from "feedsmith";
import schema from "jsonfeed-schema/v1.1.js";
import Parser from "rss-parser";

const folder = process.argv[2];
const ajv = new Ajv({ allErrors: true, strict: false });
(addFormats.default ?? addFormats)(ajv);
const { $schema, ...rules } = schema;
const validate = ajv.compile(rules);
const moment = (text) => new Date(text).toISOString();

const bySmith = ({ format, feed }) => {
  if (format === "rss") {
    return feed.items.map((each) => [each.guid.value, moment(each.pubDate)]);
  }
  if (format === "atom") {
    return feed.entries.map((each) => [each.id, moment(each.published)]);
  }
  return feed.items.map((each) => [each.id, moment(each.date_published)]);
};

const found = { feedsmith: {}, "rss-parser": {}, faults: {} };
for (const entry of readdirSync(folder, { recursive: true }).sort()) {
  const path = join(folder, entry);
  if (statSync(path).isDirectory()) continue;
  const name = relative(folder, path);
  const text = readFileSync(path, "utf8");
  const parsed = parseFeed(text);
  found.feedsmith[name] = bySmith({ format: parsed.format, feed: { items: [], entries: [], ...parsed.feed } });
  if (name.endsWith(".json")) {
    found.faults[name] = validate(JSON.parse(text)) ? [] : validate.errors;
  } else {
    const feed = await new Parser().parseString(text);
    found["rss-parser"][name] = feed.items.map((each) => [each.guid ?? each.id, each.isoDate]);
  }
}
console.log(JSON.stringify(found));
