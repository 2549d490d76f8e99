// grammY against the fake Bot API: `node converse.mjs BASE_URL TOKEN BLOCKED_CHAT MOVED_GROUP`. Ends after a press and prints what it met.
import { Bot, InlineKeyboard } from "grammy";

const [apiRoot, token, blocked, moved] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot } });
const refusal = (promise) => promise.then(() => null, (error) => error);
const report = {};

bot.command("start", (ctx) =>
  ctx.reply(`<b>Hello</b> ${ctx.from.first_name}: ${ctx.match}`, {
    parse_mode: "HTML",
    reply_markup: new InlineKeyboard().text("Why?", "why/s1"),
  }));
bot.on("callback_query:data", async (ctx) => {
  report.pressed = ctx.callbackQuery.data;
  await ctx.editMessageText("Because");
  await ctx.answerCallbackQuery();
  await bot.stop(); // confirms what was heard
});

const gone = await refusal(bot.api.sendMessage(Number(blocked), "x"));
report.gone = [gone.error_code, gone.description];
report.moved = (await refusal(bot.api.sendMessage(Number(moved), "x"))).parameters.migrate_to_chat_id;
report.markup = (await refusal(bot.api.sendMessage(Number(blocked) - 1, "<p>", { parse_mode: "HTML" }))).description;
await bot.start({ onStart: (me) => { report.me = me.username; } });
console.log(JSON.stringify(report));
