"""DokuWiki behind nginx and php-fpm, from Debian's packages, in a folder of its own, with the same pages and rights.

Its pages are those that members read, and each reader has a page of their own; they are not compressed on the way. The
index that its browsers ask for after each page is not asked for: it costs DokuWiki nothing here. It waits for a second
before it saves a page again: with few pages, its saves are slow.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from live.cost import tree
from live.servers import a_free_port, wait_for
from wikis.http_line import HttpLine
from wikis.invented_pages import in_dokuwiki, title_of
from wikis.readers import READERS, Sheet

CODE, SETTINGS = Path("/usr/share/dokuwiki"), Path("/etc/dokuwiki")
CHILDREN = 8  # PHP processes: one for each reader
PAST = 1_700_000_000  # when the pages were written
SECURITY = re.compile(rb'name="sectok" value="([^"]*)"')
LOCAL = """<?php
$conf['title'] = 'Mesures'; $conf['lang'] = 'fr'; $conf['license'] = ''; $conf['savedir'] = '{data}';
$conf['useacl'] = 1; $conf['superuser'] = '@admin'; $conf['disableactions'] = 'register'; $conf['updatecheck'] = 0;
$conf['cachetime'] = {seconds};
"""
POOL = """[global]
error_log = {folder}/fpm.log
daemonize = no
[www]
{who}
listen = {folder}/fpm.sock
listen.mode = 0666
pm = static
pm.max_children = {children}
"""
NGINX = """{who}
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/body; fastcgi_temp_path {folder}/fastcgi;
  proxy_temp_path {folder}/proxy; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000;
  server {{
    listen 127.0.0.1:{port}; root {folder}/wiki;
    location ~ \\.php$ {{
      include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_buffers 32 16k; fastcgi_pass unix:{folder}/fpm.sock;
    }}
  }}
}}
"""


def php_fpm() -> str | None:
    return next((str(one) for one in sorted(Path("/usr/sbin").glob("php-fpm*"))), None)


def missing() -> str:
    """Return what is not here of what it needs, "" when all is."""
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    needed = {"dokuwiki": CODE.is_dir(), "php-fpm": php_fpm(), "nginx": nginx}
    return ", ".join(name for name, found in needed.items() if not found)


class DokuWiki:
    """`is_kept`: as it comes, each page rendered once; else rendered at each view, what it said kept out."""

    def __init__(self, folder: Path, many: int) -> None:
        self.folder, self.many = folder / "dokuwiki", many
        self.cookies: list[dict[str, str]] = []
        self.turns, self.saves = itertools.cycle(range(many)), 0
        self.pages = [
            Sheet(f"/doku.php?id=feuille_{one}", f">{title_of(one)}</h1>".encode()) for one in range(self.many)
        ]
        self.install()

    def install(self) -> None:
        shutil.copytree(CODE, self.folder / "wiki", ignore=shutil.ignore_patterns("preload.php", ".htaccess"))
        shutil.copytree(SETTINGS, self.folder / "wiki/conf", ignore=shutil.ignore_patterns("*.auth.php", ".htaccess"))
        for name in ("attic", "cache", "index", "locks", "log", "media", "media_attic", "media_meta", "meta", "pages",
                     "tmp"):  # fmt: skip
            (self.folder / "data" / name).mkdir(parents=True)
        for number in range(self.many):
            self.write(f"feuille_{number}", in_dokuwiki(number, self.many))
        people, rights = [], ["*\t@ALL\t0", "*\t@user\t2"]
        for number in range(READERS + 1):
            password = hashlib.sha1(b"mesure").hexdigest()  # one of the forms that it reads
            people.append(f"lecteur{number}:{password}:Lecteur {number}:lecteur{number}@example.org:user,g{number}")
            rights += [f"carnet{number}:*\t@ALL\t0", f"carnet{number}:*\t@user\t0", f"carnet{number}:*\t@g{number}\t2"]
            self.write(f"carnet{number}/page", "À moi.")
        (self.folder / "wiki/conf/users.auth.php").write_text("\n".join([*people, ""]))
        (self.folder / "wiki/conf/acl.auth.php").write_text("\n".join([*rights, ""]))

    def write(self, name: str, text: str) -> None:
        """Write a page with its line of history: one without would be taken for an edit from outside."""
        page, changes = self.folder / f"data/pages/{name}.txt", self.folder / f"data/meta/{name}.changes"
        for one in (page, changes):
            one.parent.mkdir(exist_ok=True)
        page.write_text(text)
        os.utime(page, (PAST, PAST))
        changes.write_text(f"{PAST}\t127.0.0.1\tC\t{name.replace('/', ':')}\tlecteur0\t\t\n")

    def start(self, *, is_kept: bool) -> None:
        self.port = a_free_port()
        told = {"folder": self.folder, "port": self.port, "children": CHILDREN}
        is_root = os.geteuid() == 0
        (self.folder / "fpm.conf").write_text(POOL.format(who="user = www-data" if is_root else "", **told))
        (self.folder / "nginx.conf").write_text(NGINX.format(who="user www-data;" if is_root else "", **told))
        local = LOCAL.format(data=self.folder / "data", seconds=86_400 if is_kept else -1)
        (self.folder / "wiki/conf/local.php").write_text(local)
        if is_root:
            subprocess.run(["chown", "-R", "www-data", str(self.folder)], check=True)
            self.folder.parent.chmod(0o755)
        nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
        commands = [[php_fpm(), "-F", "-y", self.folder / "fpm.conf"], [nginx, "-c", self.folder / "nginx.conf"]]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.running = [subprocess.Popen(command, **quiet) for command in commands]
        self.wait()
        everybody = [self.entered(number) for number in range(READERS + 1)]
        *self.cookies, self.writes = everybody

    def wait(self) -> None:
        """Wait until PHP answers behind nginx."""
        wait_for(self.port)
        line, still = HttpLine(self.port), threading.Event()
        for _turn in range(600):
            if line.get("/doku.php?id=feuille_0").status < 500:
                return
            still.wait(0.1)
        raise SystemExit(f"DokuWiki does not answer: {(self.folder / 'fpm.log').read_text()}")

    def entered(self, number: int) -> dict[str, str]:
        line = HttpLine(self.port)
        line.get("/doku.php?id=feuille_0")
        line.post("/doku.php?id=feuille_0", {"do": "login", "u": f"lecteur{number}", "p": "mesure", "r": 1})
        own = line.get(f"/doku.php?id=carnet{number}:page")
        if "À moi.".encode() not in own.body:
            raise SystemExit("DokuWiki does not let its readers in")
        return line.cookies

    def writer(self) -> Callable[[], bool]:
        line = HttpLine(self.port, self.writes)
        form = line.get("/doku.php?id=feuille_0&do=edit")
        token = SECURITY.search(form.body)
        if token is None:
            raise SystemExit("DokuWiki does not let its writer write")

        def save() -> bool:
            number, self.saves = next(self.turns), self.saves + 1
            text = f"{in_dokuwiki(number, self.many)}\n  * version {self.saves}"
            fields = {"id": f"feuille_{number}", "sectok": token[1].decode(), "date": 0, "wikitext": text}
            answer = line.post("/doku.php", fields | {"do[save]": 1, "prefix": "", "suffix": "", "summary": ""})
            return answer.status == 302

        return save

    def processes(self) -> list[int]:
        return [one for started in self.running for one in tree(started.pid)]

    def answering(self) -> list[int]:
        return self.processes()

    def stop(self) -> None:
        for one in self.running:
            one.terminate()
            one.wait(timeout=15)
