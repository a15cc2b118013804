# SPDX-License-Identifier: GPL-3.0-or-later
"""Entente as somebody uses it who has no mouse, and as a screen reader tells it: in French where the translation is installed."""

import gettext
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    sys.exit(77)

ENTENTE, CTL, LOCALES = sys.argv[1:4]
ENVIRONMENT = dict(os.environ, LC_ALL="fr_FR.UTF-8", LANGUAGE="fr", GTK_A11Y="atspi", G_DEBUG="")
PATIENCE = 60
# Dialogs hang in the window, not within its pages.
DEPTH_OF_DIALOGS = 5
WINDOWS = ("application", "dialog", "frame", "window")
LINES = ("text", "entry")
BUTTONS = ("button", "push button", "toggle button")

_ = gettext.translation("entente", LOCALES, languages=["fr"], fallback=True).gettext


def plain(text):
    """What a label says, translated, without the mark of its mnemonic."""
    return _(text).replace("_", "")


def walk(node, depth=100):
    yield node
    for i in range(node.get_child_count() if depth > 0 else 0):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child, depth - 1)


def said(node):
    """What a screen reader calls it: its name, what is written in it, or what is written where it is labelled."""
    name = node.get_name() or ""
    if name:
        return name
    role = node.get_role_name()
    if role == "label":
        return written(node)
    return "".join(map(written, labels(node))) if role.endswith("menu item") else ""


def labels(node):
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return [relation.get_target(i) for i in range(relation.get_n_targets())]
    return []


def written(node):
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def has(node, state):
    return node.get_state_set().contains(state)


def has_keyboard(node):
    try:
        return has(node, Atspi.StateType.FOCUSED) and has(node, Atspi.StateType.SHOWING)
    except GLib.Error:
        return False


class Screen(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """The desktop knows a workspace and the files beside it by their names, as where Entente is installed."""
        mime = os.path.join(os.environ["XDG_DATA_HOME"], "mime")
        source = os.path.join(os.path.dirname(__file__), "..", "..", "data", "org.entente.Entente.mime.xml.in")
        os.makedirs(os.path.join(mime, "packages"), exist_ok=True)
        shutil.copyfile(source, os.path.join(mime, "packages", "entente.xml"))
        subprocess.run(["update-mime-database", mime], check=True, timeout=PATIENCE)

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = os.path.join(self.folder.name, "unit.entente")
        # What the programs are run in.
        self.inside = []
        self.focus = None
        self.listener = Atspi.EventListener.new(self.hear_focus)
        self.listener.register("object:state-changed:focused")
        self.addCleanup(self.listener.deregister, "object:state-changed:focused")

    def stand_in(self, *types):
        """What opens those types on this desktop: a program that notes what it is given, a URI."""
        noted = os.path.join(self.folder.name, "given")
        program = os.path.join(self.folder.name, "program")
        applications = os.path.join(os.environ["XDG_DATA_HOME"], "applications")
        os.makedirs(applications, exist_ok=True)
        with open(program, "w", encoding="utf-8") as file:
            file.write(f"""printf %s "$1" >'{noted}.part' && mv '{noted}.part' '{noted}'\n""")
        with open(os.path.join(applications, "stand-in.desktop"), "w", encoding="utf-8") as file:
            file.write(f"[Desktop Entry]\nType=Application\nName=Stand-in\nExec=/bin/sh {program} %u\nMimeType={';'.join(types)};\n")
        with open(os.path.join(applications, "mimeapps.list"), "w", encoding="utf-8") as file:
            file.write("[Default Applications]\n" + "".join(f"{type}=stand-in.desktop\n" for type in types))
        self.noted = noted

    def given(self):
        """The URI that the desktop was asked to open, in its parts."""
        self.wait(lambda: os.path.exists(self.noted), "what the desktop is to open")
        with open(self.noted, encoding="utf-8") as file:
            uri = file.read()
        os.remove(self.noted)
        return urllib.parse.urlsplit(uri)

    def hear_focus(self, event):
        if event.detail1:
            self.focus = event.source

    def start(self, *arguments):
        self.root = self.focus = None
        self.app = subprocess.Popen([*self.inside, ENTENTE, *arguments], env=ENVIRONMENT)
        self.addCleanup(self.app.wait)
        self.addCleanup(self.app.terminate)
        self.root = self.wait(self.find_app, "the application on the accessibility bus")

    def stop(self):
        self.app.terminate()
        self.app.wait(PATIENCE)

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
            time.sleep(0.1)
        raise AssertionError(f"not there: {what}\n{self.tell()}")

    def tell(self):
        """All that is on the screen, for whoever reads why a test failed."""
        if self.root is None:
            return "nothing"
        try:
            shown = [node for node in walk(self.root) if said(node) and has(node, Atspi.StateType.SHOWING)]
            return "\n".join(map(self.describe, shown))
        except GLib.Error as error:
            return str(error)

    def describe(self, node):
        text = f" = {written(node)}" if node.get_role_name() == "text" else ""
        return f"{node.get_role_name()}: {said(node)}{text}{' <-' if has(node, Atspi.StateType.FOCUSED) else ''}"

    def top(self):
        """The dialog that is open, since nothing beside it can be used; else all."""
        dialogs = [node for node in walk(self.root, DEPTH_OF_DIALOGS) if node.get_role_name() == "dialog" and has(node, Atspi.StateType.SHOWING)]
        return dialogs[-1] if dialogs else self.root

    def find(self, name, exact=True, roles=None):
        for node in walk(self.top()):
            text = said(node)
            if (text == name if exact else name in text) and (roles is None or node.get_role_name() in roles):
                if has(node, Atspi.StateType.SHOWING):
                    return node
        return None

    def expect(self, name, exact=True, roles=None):
        return self.wait(lambda: self.find(name, exact, roles), name)

    def expect_gone(self, name, exact=True):
        self.wait(lambda: self.find(name, exact) is None, f"the end of {name}")

    def press(self, name, exact=True):
        node = self.expect(name, exact, BUTTONS)
        self.wait(lambda: has(node, Atspi.StateType.SENSITIVE), f"{name}, to be pressed")
        node.get_action_iface().do_action(0)

    def keys(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True, timeout=PATIENCE)

    def step(self, key):
        """Presses a key that takes the keyboard elsewhere."""
        before = self.focused()
        self.keys(key)
        return self.wait(lambda: self.focused() if self.focused() != before else None, f"the keyboard elsewhere, after {key}")

    def write(self, text):
        """Types it, and sees that it came; what no key stands for on the keyboard here is put in as by dictation."""
        self.wait(lambda: self.is_focused(*LINES), f"a line to write {text} into")
        if text.isascii():
            subprocess.run(["xdotool", "type", "--delay", "20", text], check=True, timeout=PATIENCE)
        else:
            Atspi.EditableText.set_text_contents(self.focused(), text)
        self.wait(lambda: self.is_focused(*LINES) and text in written(self.focused()), f"{text}, as it was typed")

    def save_as(self, path):
        """Answers where to save, which the desktop asks in a window of its own."""
        self.answer(path)
        self.wait(lambda: os.path.exists(path), path)
        self.end_question()

    def choose(self, path):
        """Answers which file to open: goes to its folder, where it is alone, then to it."""
        folder, name = os.path.split(path)
        self.answer(folder + "/", "ctrl+l")
        self.expect(name, exact=False, roles=("table row",))
        self.reach(name, exact=False)
        self.keys("Return")
        self.end_question()

    def end_question(self):
        """Gives the keyboard back to the window, as a desktop would."""
        self.wait(lambda: self.root.get_child_count() == 1, "the end of the question")
        window = subprocess.check_output(["xdotool", "search", "--onlyvisible", "--pid", str(self.app.pid)], text=True, timeout=PATIENCE)
        subprocess.run(["xdotool", "windowfocus", "--sync", window.split()[0]], check=True, timeout=PATIENCE)

    def answer(self, path, *keys):
        self.wait(lambda: self.root.get_child_count() > 1, "the question for a file")
        self.wait(self.focused, "the keyboard in it")
        self.keys(*keys)
        self.wait(lambda: self.is_focused(*LINES), "a line to type into")
        # Typed fast, it would be mixed with what the desktop proposes meanwhile.
        line = self.focused()
        Atspi.EditableText.set_text_contents(line, path)
        self.wait(lambda: written(line) == path, path)
        self.keys("Return")

    def go(self, title):
        """Opens the part of that name, by the number that it has in the sidebar."""
        def count():
            pages = self.find(_("Pages"), roles=("list",))
            names = [said(pages.get_child_at_index(i)) for i in range(pages.get_child_count())] if pages is not None else []
            return names.index(_(title)) + 1 if _(title) in names else None

        self.keys(f"ctrl+{self.wait(count, title)}")

    def focused(self):
        """What has the keyboard, as it is announced; what had it before it could be announced is looked for."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        if self.focus is None or not has_keyboard(self.focus):
            self.focus = next((node for node in walk(self.top()) if has_keyboard(node) and node.get_role_name() not in WINDOWS), None)
        return self.focus

    def is_focused(self, *roles):
        node = self.focused()
        return node is not None and node.get_role_name() in roles

    def reach(self, name, exact=True):
        """Goes there key by key; within a list by its rows."""
        self.expect(name, exact)
        node = self.focused() or self.step("Tab")
        for _step in range(80):
            text = said(node)
            if text == name if exact else name in text:
                return node
            node = self.step("Down" if self.is_before(node, name) else "Tab")
        raise AssertionError(f"not to be reached: {name}\n{self.tell()}")

    def choose_from_menu(self, button, *names):
        """Opens a menu, and takes the entry of the first name, then in the menu that opens of it that of the next."""
        self.reach(button)
        self.keys("Return")
        for name in names:
            self.wait(lambda: self.is_at_entry(name), f"the entry {name}")
            self.keys("Return")

    def is_at_entry(self, name):
        """Whether the keyboard is at that entry of a menu; else it goes on to the next. A menu that just opens may take it back."""
        if not self.is_focused("menu item"):
            return False
        if said(self.focused()) == name:
            return True
        self.keys("Down")
        return False

    def is_before(self, node, name):
        """Whether that is a row of a list, and one of the name follows in the same."""
        if node.get_role_name() != "list item":
            return False
        rows = node.get_parent()
        return any(said(rows.get_child_at_index(i)) == name for i in range(node.get_index_in_parent(), rows.get_child_count()))

    def ctl(self, *arguments, file=None):
        done = subprocess.run([*self.inside, CTL, "-w", file or self.file, *arguments], capture_output=True, text=True, timeout=PATIENCE, env=ENVIRONMENT)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


def main():
    unittest.main(argv=sys.argv[:1], verbosity=2)
