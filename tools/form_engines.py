"""Try in three browser engines which forms are taken: on https, on localhost, and on plain http in a local network.

    python tools/form_engines.py [chromium firefox webkit]

It prints a line a trial and ends with 1 if one is not as docs/decisions/0013-formulaires.md says. It needs Debian's
chromium-headless-shell, firefox-esr, webkit2gtk-driver and xvfb, openssl, and marionette_driver from PyPI.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

PATIENCE = 120  # seconds
FORM = "/account/sign-in/"
TAKEN, REFUSED = "taken", "refused"
MINIBROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
OF_OURS = """document.querySelector('[name=email]').value = 'a@exemple.example';
    document.querySelector('main form').submit()"""
FETCHED = """fetch('/account/sign-in/', {method: 'POST', body: new URLSearchParams({email: 'a@exemple.example'})})
    .then(answer => { document.title = answer.status === 403 ? 'refused' : 'taken'; }); document.title = 'waits'"""
FOREIGN = """<title>ailleurs</title><form method="post" action="{action}"><input name="email" value="a@exemple.example">
</form><script>document.forms[0].submit()</script>"""
SANDBOXED = """<title>ailleurs</title><iframe sandbox="allow-forms allow-scripts allow-top-navigation"
srcdoc='<form method="post" target="_top" action="{action}"><input name="email" value="a@exemple.example"></form>
<script>document.forms[0].submit()</script>'></iframe>"""


class Engine(Protocol):
    def open(self, address: str) -> None: ...
    def run(self, script: str) -> Any: ...
    def close(self) -> None: ...


class Chromium:
    def __init__(self) -> None:
        from playwright.sync_api import sync_playwright

        self.playwright = sync_playwright().start()
        path = os.environ.get("PALABRE_CHROMIUM") or shutil.which("chromium-headless-shell")
        self.browser = self.playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        self.page = self.browser.new_page(ignore_https_errors=True)

    def open(self, address: str) -> None:
        self.page.goto(address)

    def run(self, script: str) -> Any:
        return self.page.evaluate(f"() => {{ {script} }}")

    def close(self) -> None:
        self.browser.close()
        self.playwright.stop()


class Firefox:
    def __init__(self) -> None:
        from marionette_driver.marionette import Marionette

        self.driver = Marionette(bin=shutil.which("firefox-esr"), headless=True, gecko_log=tempfile.gettempdir())
        self.driver.start_session({"acceptInsecureCerts": True})

    def open(self, address: str) -> None:
        self.driver.navigate(address)

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script, sandbox=None)

    def close(self) -> None:
        self.driver.quit()


class WebKit:
    """WebKitGTK's own driver, by the protocol of W3C WebDriver, on a screen of Xvfb."""

    def __init__(self) -> None:
        self.port, screen = free_port(), f":{os.getpid() % 500 + 90}"
        self.screen = subprocess.Popen(["Xvfb", screen, "-screen", "0", "1280x900x24"], stderr=subprocess.DEVNULL)
        around = os.environ | {"DISPLAY": screen, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        command = ["WebKitWebDriver", f"--port={self.port}"]
        self.driver = subprocess.Popen(command, env=around, stderr=subprocess.DEVNULL)
        until(lambda: answers(self.port), "WebKitWebDriver")
        options = {"binary": MINIBROWSER, "args": ["--automation"]}
        wanted = {"acceptInsecureCerts": True, "webkitgtk:browserOptions": options}
        self.session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def ask(self, method: str, path: str, facts: dict[str, Any] | None = None) -> Any:
        body = json.dumps(facts or {}).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers, method=method)
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return json.loads(answer.read())["value"]

    def open(self, address: str) -> None:
        self.ask("POST", f"/session/{self.session}/url", {"url": address})

    def run(self, script: str) -> Any:
        return self.ask("POST", f"/session/{self.session}/execute/sync", {"script": script, "args": []})

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.ask("DELETE", f"/session/{self.session}")
        self.driver.terminate()
        self.screen.terminate()


ENGINES: dict[str, Callable[[], Engine]] = {"chromium": Chromium, "firefox": Firefox, "webkit": WebKit}


def main() -> int:
    faults = 0
    with contextlib.ExitStack() as around:
        addresses = around.enter_context(a_server(Path(around.enter_context(tempfile.TemporaryDirectory()))))
        away = around.enter_context(a_foreign_site(addresses))
        for name in sys.argv[1:] or list(ENGINES):
            engine = ENGINES[name]()
            around.callback(engine.close)
            for where, address in addresses.items():
                for trial, found, wanted in trials(engine, where, address, away):
                    faults += found != wanted
                    print(f"{name:<9} {where:<10} {trial:<28} {found}{'' if found == wanted else f', not {wanted}'}")
    return 1 if faults else 0


def trials(engine: Engine, where: str, address: str, away: str) -> Iterator[tuple[str, str, str]]:
    """Yield each trial, what came of it, and what should."""
    engine.open(address + FORM)
    engine.run(OF_OURS)
    yield "a form of ours", outcome(engine, "/account/code/"), TAKEN
    engine.run("history.back()")
    until(lambda: path_of(engine) == FORM, "the form again")
    engine.run(OF_OURS)
    yield "again, after going back", outcome(engine, "/account/code/"), TAKEN
    engine.open(address + FORM)
    engine.run(FETCHED)
    until(lambda: engine.run("return document.title") != "waits", "an answer to fetch")
    yield "a script of ours", engine.run("return document.title"), TAKEN
    engine.open(f"{away}/form/{where}")
    yield "a form of another site", outcome(engine, "/account/code/"), REFUSED
    engine.open(f"{away}/sandbox/{where}")
    yield "a form without an origin", outcome(engine, "/account/code/"), REFUSED


def outcome(engine: Engine, taken_at: str) -> str:
    """Wait for the page that answers a form, and return what it says."""
    found: list[str] = []

    def is_there() -> bool:
        words = engine.run("return document.title + (document.querySelector('main')?.textContent ?? '')")
        if path_of(engine) == taken_at:
            found.append(TAKEN)
        elif re.search("venait d’ailleurs|came from elsewhere", words):
            found.append(REFUSED)
        return bool(found)

    until(is_there, "the answer to a form")
    return found[-1]


def path_of(engine: Engine) -> str:
    return str(engine.run("return location.pathname"))


def until(condition: Callable[[], bool], what: str) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        with contextlib.suppress(Exception):  # a page that is leaving answers nothing
            if condition():
                return
        time.sleep(0.1)
    raise SystemExit(f"waited for {what} in vain")


@contextlib.contextmanager
def a_server(folder: Path) -> Iterator[dict[str, str]]:
    """Serve a new house; yield its address on localhost, in the local network, and over https."""
    ports = {name: free_port() for name in ("localhost", "network", "https")}
    addresses = {
        "localhost": f"http://localhost:{ports['localhost']}",
        "network": f"http://{network_address()}:{ports['network']}",
        "https": f"https://localhost:{ports['https']}",
    }
    around = os.environ | {"PALABRE_DATA": str(folder), "PALABRE_HOSTS": f"localhost,127.0.0.1,{network_address()}"}
    command = [sys.executable, "-m", "palabre.serving", "--port", str(ports["localhost"]), "--data", str(folder)]
    server = subprocess.Popen(command, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: is_served(addresses["localhost"]), "the server")
        relay(ports["network"], ports["localhost"], host=network_address(), tls=None)
        relay(ports["https"], ports["localhost"], host="127.0.0.1", tls=certificate(folder))
        yield addresses
    finally:
        server.terminate()
        server.wait(PATIENCE)


@contextlib.contextmanager
def a_foreign_site(addresses: dict[str, str]) -> Iterator[str]:
    """Serve pages that send a form to us; yield their address."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, _, where = self.path.strip("/").partition("/")
            action = addresses.get(where, "") + FORM
            page = {"form": FOREIGN, "sandbox": SANDBOXED}.get(kind, "").format(action=action)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *said: Any) -> None:
            pass

    site = http.server.ThreadingHTTPServer((network_address(), 0), Page)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://{network_address()}:{site.server_port}"
    site.shutdown()


def relay(port: int, to: int, *, host: str, tls: ssl.SSLContext | None) -> None:
    """Pass what comes to this port on to the server, in a thread, as it is."""

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", to)
        await asyncio.gather(pass_on(reader, there[1]), pass_on(there[0], writer))

    async def serve() -> None:
        server = await asyncio.start_server(take, host, port, ssl=tls)
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
    until(lambda: answers(port, host), "a relay")


def certificate(folder: Path) -> ssl.SSLContext:
    key, made = folder / "key.pem", folder / "certificate.pem"
    about = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *about]
    subprocess.run([*command, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context


def network_address() -> str:
    """Return this machine's address in its network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(("192.0.2.1", 9))
        return str(asked.getsockname()[0])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def is_served(address: str) -> bool:
    with urllib.request.urlopen(address + FORM, timeout=PATIENCE) as answer:
        return bool(answer.status == 200)


def answers(port: int, host: str = "127.0.0.1") -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), 1):
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
