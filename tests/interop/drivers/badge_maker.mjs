// npm badge-maker: a badge of the label, message and colour given.
import { makeBadge } from "badge-maker";

const [label, message, color] = process.argv.slice(2);
console.log(JSON.stringify(makeBadge({ label, message, color })));
