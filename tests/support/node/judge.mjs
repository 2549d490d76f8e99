// Foreign judges of our mail: reads one JSON object {"mails": [base64, …], "key": "v=DKIM1; …"} and prints one JSON array.
import { authenticate } from "mailauth";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";

const input = JSON.parse(await new Response(process.stdin).text());
const resolver = async (name, type) => {
  const told = { "tellal._domainkey.news.example": input.key, "_dmarc.news.example": "v=DMARC1; p=reject" }[name];
  if (type === "TXT" && told) return [[told]];
  throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
};
const answers = [];
for (const encoded of input.mails) {
  const content = Buffer.from(encoded, "base64");
  const parsed = await simpleParser(content, { skipHtmlToText: true, skipTextToHtml: true });
  const postal = await PostalMime.parse(content);
  const judged = input.key ? await authenticate(content, { trustReceived: true, resolver, mta: "mx.test", ip: "127.0.0.1", helo: "mx.test", sender: "returns@news.example" }) : null;
  answers.push({
    subject: parsed.subject ?? "",
    postalSubject: postal.subject ?? "",
    text: parsed.text ?? "",
    postalText: postal.text ?? "",
    html: parsed.html || "",
    postalHtml: postal.html ?? "",
    list: parsed.headers.get("list") ?? null,
    dkim: judged?.dkim?.results?.map((each) => ({ result: each.status?.result, covers: each.signingHeaders?.keys })) ?? [],
    dmarc: judged?.dmarc?.status?.result ?? "",
  });
}
console.log(JSON.stringify(answers));
