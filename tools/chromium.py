"""Find the Chromium that the browser tests drive, or install Debian's where we may.

First the one without a window: the same engine, which draws no tabs around each page that is opened.
"""

import os
import shutil
import subprocess

PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    named = os.environ.get("PALABRE_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> str | None:
    """Install Debian's package by its name; None where we are not root, or where that fails."""
    if os.getuid() or not shutil.which("apt-get"):
        return None
    print("Installation de Chromium par apt-get… / Installing Chromium with apt-get…", flush=True)
    apt("update")
    for package in PACKAGES:
        if apt("install", "-y", "--no-install-recommends", package):
            return find()
    return None


def apt(*words: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        print(done.stdout)
    return done.returncode == 0
