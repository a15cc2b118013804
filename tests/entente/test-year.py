#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The year of the sample unit is opened, filled, closed and handed over as somebody does who uses no mouse, and as a screen
reader tells it: in French where the translation is installed. Arguments: entente, ententectl, the folder of translations."""

import datetime
import gettext
import os
import subprocess
import sys
import tempfile
import time
import unittest

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    sys.exit(77)

ENTENTE, CTL, LOCALES = sys.argv[1:4]
_ = gettext.translation("entente", LOCALES, languages=["fr"], fallback=True).gettext
PATIENCE = 30


def plain(text):
    """What a label says without the mark of its mnemonic."""
    return _(text).replace("_", "")


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


class Year(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = os.path.join(self.folder.name, "unit.entente")
        environment = dict(os.environ, LC_ALL="fr_FR.UTF-8", LANGUAGE="fr", GTK_A11Y="atspi", G_DEBUG="")
        subprocess.run([CTL, "-w", self.file, "init", "--sample"], check=True, env=environment, timeout=60)
        self.app = subprocess.Popen([ENTENTE, "--workspace", self.file], env=environment)
        self.addCleanup(self.app.wait)
        self.addCleanup(self.app.terminate)
        self.root = self.wait(self.find_app, "the application on the accessibility bus")

    def find_app(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == self.app.pid and app.get_child_count() > 0:
                return app
        return None

    def wait(self, probe, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                found = probe()
            except GLib.Error:
                found = None
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"not there: {what}")

    def find(self, name, exact=True, roles=None):
        for node in walk(self.root):
            said = node.get_name() or ""
            if node.get_role_name() == "label" and not said:
                said = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
            if (said == name if exact else name in said) and (roles is None or node.get_role_name() in roles):
                if node.get_state_set().contains(Atspi.StateType.SHOWING):
                    return node
        return None

    def expect(self, name, exact=True, roles=None):
        return self.wait(lambda: self.find(name, exact, roles), name)

    def press(self, name, exact=True):
        node = self.expect(name, exact, ("button", "push button", "toggle button"))
        self.wait(lambda: node.get_state_set().contains(Atspi.StateType.SENSITIVE), f"{name}, to be pressed")
        node.get_action_iface().do_action(0)

    def keys(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True, timeout=30)
            time.sleep(0.15)

    def menu(self, steps):
        """Opens the menu of the year, and takes the entry that many steps down."""
        self.expect(plain("Campaign and Closing"))
        for node in walk(self.root):
            if node.get_name() == plain("Campaign and Closing") and node.get_action_iface() is not None and node.get_action_iface().get_n_actions() > 0:
                node.get_action_iface().do_action(0)
                break
        time.sleep(0.5)
        self.keys(*["Down"] * steps, "Return")

    def test_year(self):
        year = datetime.date.today().year
        self.expect(plain("Log Involvement"))
        self.keys("ctrl+8")
        self.expect(plain("Save Document"))

        # Opened: the unit's own act, once.
        self.menu(0)
        self.press(plain("_Open It"))
        self.expect(plain("Answers wanted by"), exact=False)

        # Filled: what was proposed is confirmed, and counts.
        confirm = _("Confirm: %s") % ""
        self.press(confirm, exact=False)
        self.wait(lambda: self.find(confirm, exact=False) is None, "the confirmation")

        # Closed, with a word on it.
        self.keys("Escape")
        self.expect(plain("Save Document"))
        self.menu(1)
        self.expect(_("Close the Returns of %d") % year, exact=False)
        self.press(plain("Close the _Year"))
        self.expect(_("Nothing has changed since."), exact=False)

        # Handed over: looked at first, then saved.
        self.press(plain("Save Document"))
        self.expect((_("Page %u of %u") % (1, 0))[:7], exact=False)
        self.press(plain("_Save…"))
        path = os.path.join(self.folder.name, "rapport.pdf")
        time.sleep(1.5)
        self.keys("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "20", path], check=True, timeout=60)
        self.keys("Return")
        self.wait(lambda: os.path.exists(path) and os.path.getsize(path) > 10000, "the report")
        with open(path, "rb") as file:
            self.assertEqual(file.read(5), b"%PDF-")

        # All of it is in the file that the unit keeps.
        self.app.terminate()
        self.app.wait(PATIENCE)
        self.ctl("returns", str(year), "--changes")
        listed = self.ctl("list", "campaign", "--format", "json")
        self.assertIn(f'"year":{year}', listed)
        self.assertIn("closed-on", listed)
        self.assertIn("confirmed-on", self.ctl("list", "return", "--format", "json"))

    def ctl(self, *arguments):
        done = subprocess.run([CTL, "-w", self.file, *arguments], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
