// What mail programs do not show of a page: reads HTML, prints a JSON array of "client: feature".
import { caniemail } from "caniemail";

const html = await new Response(process.stdin).text();
const clients = ["gmail.*", "apple-mail.*", "outlook.*", "yahoo.*", "samsung-email.*", "protonmail.*", "fastmail.*"];
const { issues } = caniemail({ clients, html });
const found = [];
for (const [client, list] of issues.errors) for (const issue of list) found.push(`${client}: ${issue.title}`);
console.log(JSON.stringify([...new Set(found)].sort()));
