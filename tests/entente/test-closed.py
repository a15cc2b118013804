#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders without a window, on a desktop of the test's own. Arguments: entente, ententectl, the folder of translations."""

import datetime
import os
import pathlib
import subprocess
import threading

from screen import ENTENTE, ENVIRONMENT, PATIENCE, Screen, _, main

from gi.repository import Gio, GLib

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
INTERFACE = f"""<node><interface name="{NAME}">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation">
<arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/>
<arg type="i" direction="in"/><arg type="u" direction="out"/></method>
</interface></node>"""


class Notifications:
    """What shows them on a desktop: keeps what was said, and can be clicked."""

    def __init__(self):
        self.said = []
        self.context = GLib.MainContext()
        self.ready = threading.Event()
        self.loop = GLib.MainLoop(self.context)
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        self.ready.wait(PATIENCE)

    def serve(self):
        self.context.push_thread_default()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(os.environ["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        self.bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], self.answer, None, None)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: self.ready.set(), None)
        self.loop.run()
        self.context.pop_thread_default()

    def answer(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == "Notify":
            _app, _old, _icon, title, body, *_rest = parameters.unpack()
            self.said.append((title, body))
            invocation.return_value(GLib.Variant("(u)", (len(self.said),)))
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("test", "test", "1", "1.2")))
        else:
            invocation.return_value(None)

    def click(self, number):
        self.bus.emit_signal(None, PATH, NAME, "ActionInvoked", GLib.Variant("(us)", (number, "default")))

    def end(self):
        self.loop.quit()
        self.thread.join(PATIENCE)


class Closed(Screen):
    def setUp(self):
        super().setUp()
        self.shown = Notifications()
        self.addCleanup(self.shown.end)
        self.ctl("init")
        self.project = self.ctl("add", "project", "title=Eau").split()[0]
        settings = pathlib.Path(self.folder.name, "config", "glib-2.0", "settings")
        settings.mkdir(parents=True)
        (settings / "keyfile").write_text(
            "[org/entente/Entente]\nreminder-days=7\nreminder-hour=0\nreminders-when-closed=true\n"
            f"recent-workspaces=['{pathlib.Path(self.file).as_uri()}']\n", encoding="utf-8")
        self.environment = dict(ENVIRONMENT, GSETTINGS_BACKEND="keyfile", XDG_CONFIG_HOME=os.path.join(self.folder.name, "config"))

    def add(self, title, days):
        due = datetime.date.today() + datetime.timedelta(days)
        self.ctl("add", "milestone", f"title={title}", f"subject={self.project}", f"due={due}")

    def start_service(self):
        self.root = None
        self.app = subprocess.Popen([ENTENTE, "--gapplication-service"], env=self.environment)
        self.addCleanup(self.app.wait)
        self.addCleanup(self.app.terminate)

    def has_window(self):
        seen = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.app.pid)], capture_output=True, text=True, timeout=PATIENCE)
        return seen.stdout.strip() != ""

    def test_reminds(self):
        self.add("Rapport", 1)
        self.start_service()
        self.wait(lambda: self.shown.said, "the reminder")
        self.assertEqual(self.shown.said, [("Rapport", _("Tomorrow"))])
        self.assertFalse(self.has_window())

        # Of what is reminded of another program knows too: the earlier would come before the later.
        self.stop()
        self.add("Visite", 2)
        self.start_service()
        self.wait(lambda: len(self.shown.said) > 1, "the other reminder")
        self.assertEqual([title for title, _body in self.shown.said], ["Rapport", "Visite"])
        self.assertFalse(self.has_window())

        # Clicked, it opens its record; when the window is closed, the program stays.
        self.shown.click(2)
        self.root = self.wait(self.find_app, "the window")
        self.expect("Visite")
        self.keys("ctrl+q")
        self.wait(lambda: not self.has_window(), "the end of the window")
        self.shown.bus.call_sync("org.entente.Entente", "/org/entente/Entente", "org.freedesktop.DBus.Peer", "Ping", None, None,
                                 Gio.DBusCallFlags.NO_AUTO_START, PATIENCE * 1000, None)
        self.assertIsNone(self.app.poll())


if __name__ == "__main__":
    main()
