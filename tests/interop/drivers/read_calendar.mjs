// npm ical.js and node-ical: the events of the calendar given, by each of them.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";

const text = readFileSync(process.argv[2], "utf8");
const moment = (date) => date.toISOString();

const byIcalJs = () => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((each) => {
    const event = new ICAL.Event(each);
    for (const time of [event.startDate, event.endDate]) {
      if (time.zone !== ICAL.Timezone.utcTimezone) throw new Error(`not in UTC: ${time}`);
    }
    return [
      event.uid,
      event.summary,
      moment(event.startDate.toJSDate()),
      moment(event.endDate.toJSDate()),
      each.getFirstPropertyValue("status"),
      event.sequence,
    ];
  });
};

const byNodeIcal = () =>
  Object.values(ical.sync.parseICS(text))
    .filter((each) => each.type === "VEVENT")
    .map((each) => [
      each.uid,
      each.summary,
      moment(each.start),
      moment(each.end),
      each.status,
      Number(each.sequence),
    ]);

console.log(JSON.stringify({ "ical.js": byIcalJs().sort(), "node-ical": byNodeIcal().sort() }));
