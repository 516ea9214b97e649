// npm statuspage.io: every reading call, from the origin given.
import package_ from "statuspage.io";

const page = new package_.Statuspage("x");
page.setApiUrl(process.argv[2]);
const { incidents, scheduledMaintenances } = page.api;
console.log(
  JSON.stringify({
    summary: await page.api.getSummary(),
    status: await page.api.getStatus(),
    components: await page.api.getComponents(),
    incidents: await incidents.getAll(),
    unresolved: await incidents.getUnresolved(),
    maintenances: await scheduledMaintenances.getAll(),
    active: await scheduledMaintenances.getActive(),
    upcoming: await scheduledMaintenances.getUpcoming(),
  }),
);
