"""Makes tokens for a throw-away server the way people do: logs in, posts the form, reads the token off the page.

    python3 scripts/api_tokens.py http://127.0.0.1:8080      prints "name token", a line each
"""

import http.cookiejar
import re
import sys
import urllib.parse
import urllib.request

PASSWORD = re.search(r'PASSWORD: &str = "([^"]+)"', open("crates/server/src/seeds/cast.rs", encoding="utf-8").read()).group(1)
PEOPLE = [
    ("citizen", "0905000001", ["catalogue:read", "dossiers:lookup", "dossiers:read", "dossiers:submit", "events:read"]),
    ("official", "motcua.binhson", ["catalogue:read", "dossiers:lookup", "dossiers:read", "work:read", "work:act", "events:read"]),
]


def token(address, login, rights):
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def post(path, pairs):
        body = urllib.parse.urlencode(pairs).encode()
        return browser.open(address + path, body, timeout=60).read().decode()

    post("/dang-nhap", [("ten", login), ("mat_khau", PASSWORD), ("tiep", "/tai-khoan")])
    wish = [("ten", "scripts/api-fuzz"), ("han", "7")] + [("quyen", right) for right in rights]
    found = re.search(r"mcua_[0-9a-f]{64}", post("/tai-khoan/ma-truy-cap", wish))
    if not found:
        sys.exit(f"the page showed no token for {login}")
    return found.group(0)


for name, login, rights in PEOPLE:
    print(name, token(sys.argv[1], login, rights))
