// A Bot API that others wrote (npm telegram-test-api), with what it gets wrong put right in front of it: `node second_telegram.mjs TOKEN`.
// Prints its address, then answers one JSON line on stdin with one on stdout:
// {"say", "chat", "name", "language"} · {"press", "chat", "message", ...} · {"seen": CHAT}. Ends with stdin.
import http from "node:http";
import readline from "node:readline";
import TelegramServer from "telegram-test-api";

const token = process.argv[2];
const bot = { id: Number(token.split(":")[0]), is_bot: true, first_name: "Tellal", username: "TellalTestBot" };
const free = await new Promise((resolve) => {
  const probe = http.createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const server = new TelegramServer({ host: "127.0.0.1", port: free, storeTimeout: 3600 });
await server.start();

const sent = (chat, id) =>
  server.storage.botMessages.find((each) => String(each.message.chat_id) === String(chat) && String(each.messageId) === String(id));
// It says back what was asked, strings and all, dates in milliseconds: this is what the real one says.
const asMessage = ({ messageId, time, message }, edited) => ({
  message_id: messageId,
  date: Math.floor(time / 1000),
  chat: { id: Number(message.chat_id), type: "private", first_name: "Somebody" },
  from: bot,
  text: message.text,
  ...(message.reply_markup ? { reply_markup: message.reply_markup } : {}),
  ...(edited ? { edit_date: Math.floor(Date.now() / 1000) } : {}),
});

// It gives every update once and at once, whatever offset is asked for: the real one keeps them until they are confirmed, and waits.
let unconfirmed = [];
async function updates(asked, ask) {
  unconfirmed = unconfirmed.filter((update) => update.update_id >= Number(asked.offset ?? 0));
  const until = Date.now() + 1000 * Number(asked.timeout ?? 0);
  for (;;) {
    unconfirmed.push(...(await ask()).result.map((update) => (update.callback_query ? pressed(update) : update)));
    const left = until - Date.now();
    if (unconfirmed.length || left <= 0) return unconfirmed;
    let timer;
    await Promise.race([server.waitUserMessage(), new Promise((resolve) => { timer = setTimeout(resolve, left); })]);
    clearTimeout(timer);
  }
}

const pressed = ({ update_id, callback_query }) => {
  const { chat, message_id } = callback_query.message;
  return { update_id, callback_query: { ...callback_query, chat_instance: "1", message: asMessage(sent(chat.id, message_id)) } };
};

const put_right = {
  getMe: async (_, ask) => ({ ...(await ask()).result, ...bot }),
  getUpdates: updates,
  sendMessage: async (_, ask) => asMessage(sent(...(({ chat, message_id }) => [chat.id, message_id])((await ask()).result))),
  editMessageText: async (asked, ask) => {
    await ask();
    return asMessage(sent(asked.chat_id, asked.message_id), true);
  },
  answerCallbackQuery: async (_, ask) => (await ask()).result ?? true,
  setMyCommands: async () => true, // unknown to it
};

const front = http.createServer(async (request, response) => {
  const body = [];
  for await (const piece of request) body.push(piece);
  const words = Buffer.concat(body);
  const method = request.url.split("/").pop();
  const ask = async () =>
    (await fetch(`http://127.0.0.1:${free}${request.url}`, {
      method: "POST",
      headers: { "content-type": request.headers["content-type"] ?? "application/x-www-form-urlencoded" },
      body: words,
    })).json();
  const result = put_right[method] ? await put_right[method](Object.fromEntries(new URLSearchParams(words.toString())), ask) : (await ask()).result;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ ok: true, result }));
});
front.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${front.address().port}`));

const client = ({ chat, name }) => server.getClient(token, { userId: chat, chatId: chat, firstName: name });
async function told(order) {
  if ("seen" in order)
    return server.storage.botMessages
      .filter((each) => String(each.message.chat_id) === String(order.seen))
      .map((each) => ({ id: each.messageId, text: each.message.text, buttons: (each.message.reply_markup?.inline_keyboard ?? []).flat() }));
  const person = client(order);
  if ("press" in order) return person.sendCallback(person.makeCallbackQuery(order.press, { message: { message_id: order.message } }));
  const make = order.say.startsWith("/") ? person.makeCommand : person.makeMessage;
  const said = make.call(person, order.say, { from: { language_code: order.language } });
  return order.say.startsWith("/") ? person.sendCommand(said) : person.sendMessage(said);
}
for await (const line of readline.createInterface({ input: process.stdin })) console.log(JSON.stringify(await told(JSON.parse(line))));
process.exit(0);
