"""What the browser would make of a page: its elements, its addresses, its words. And text that tries to become more than text."""

import html.parser

_SCRIPTS = [
    "<script>pwn()</script>", "<img src=x onerror=pwn()>", "<svg onload=pwn()>", "<svg><script>pwn()</script></svg>", "<iframe src=javascript:pwn()></iframe>", "<body onload=pwn()>",
    "<a href=javascript:pwn()>pwn</a>", "<math><mi//xlink:href='javascript:pwn()'>", "<details open ontoggle=pwn()>", "<video><source onerror=pwn()>", "<input autofocus onfocus=pwn()>",
    "<marquee onstart=pwn()>", "<object data=javascript:pwn()>", "<embed src=javascript:pwn()>", "<form action=javascript:pwn()><button>pwn</button></form>", "<base href=//pwn.example/>",
    "<meta http-equiv=refresh content=0;url=//pwn.example>", "<link rel=stylesheet href=//pwn.example>", "<style>@import '//pwn.example'</style>", "<template><script>pwn()</script></template>",
    "{{ 7*7 }}pwn", "{% for x in ().__class__.__base__.__subclasses__() %}pwn{% endfor %}", "${pwn}", "'; DROP TABLE kept_stories; -- pwn", "' OR 1=1 -- pwn", "1; ATTACH 'pwn.db'", "../../../../etc/passwd pwn",
    "..%2f..%2fetc%2fpasswd pwn", "\\\\pwn\\share", "javascript:pwn()", "JaVaScRiPt:pwn()", "java\tscript:pwn()", "data:text/html,<script>pwn()</script>", "vbscript:pwn()", "//pwn.example/x",
    "&lt;script&gt;pwn()&lt;/script&gt;", "&#x3C;script&#x3E;pwn()", "\u202epwn\u2066", "%00pwn", "=HYPERLINK(\"//pwn.example\")",
]  # fmt: skip
_AROUND = ["{}", "\">{}", "'>{}", "</title></textarea></script>{}", "--><!-- {}"]
PAYLOADS = [a.format(p) if a != "{}" else p for p in _SCRIPTS for a in _AROUND]

_NEVER = {"iframe", "object", "embed", "base", "style", "svg", "math", "video", "audio", "marquee", "template", "applet", "frame", "body onload"}
_ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href", "srcset", "poster", "ping"}


class Page(html.parser.HTMLParser):
    """A page taken apart: `faults` are what no page of ours has; `said` is its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag in _NEVER or (tag == "meta" and "http-equiv" in held) or (tag == "link" and not (held.get("href") or "").startswith("/static/")):
            self.faults.append(f"<{tag} {attrs}>")
        if tag == "script" and not (held.get("src") or "").startswith("/static/"):
            self.faults.append(f"<script {attrs}>")
        for name, value in attrs:
            outside = name in _ADDRESSES and not (value or "").startswith(("/", "#", "?", "https://", "http://"))
            if name.startswith("on") or name == "style" or outside or (name in _ADDRESSES and (value or "").startswith("//")) or not name.replace("-", "").isalnum():
                self.faults.append(f"<{tag} {name}={value!r}>")

    def handle_data(self, data: str) -> None:
        self.said += data
