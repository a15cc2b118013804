#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyring on the session bus, open and in memory, as much of the Secret Service as keeping and finding passwords asks for.
Says "ready" once it can be asked."""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

SERVICE, COLLECTION, ITEMS = "/org/freedesktop/secrets", "/org/freedesktop/secrets/aliases/default", "/org/freedesktop/secrets/items/"
SESSION, NOTHING = "/org/freedesktop/secrets/session", "/"
ATTRIBUTES = "org.freedesktop.Secret.Item.Attributes"
INTERFACES = """<node>
<interface name="org.freedesktop.Secret.Service">
  <method name="OpenSession"><arg type="s" direction="in"/><arg type="v" direction="in"/><arg type="v" direction="out"/><arg type="o" direction="out"/></method>
  <method name="SearchItems"><arg type="a{ss}" direction="in"/><arg type="ao" direction="out"/><arg type="ao" direction="out"/></method>
  <method name="GetSecrets"><arg type="ao" direction="in"/><arg type="o" direction="in"/><arg type="a{o(oayays)}" direction="out"/></method>
  <method name="Unlock"><arg type="ao" direction="in"/><arg type="ao" direction="out"/><arg type="o" direction="out"/></method>
  <property name="Collections" type="ao" access="read"/>
</interface>
<interface name="org.freedesktop.Secret.Collection">
  <method name="CreateItem"><arg type="a{sv}" direction="in"/><arg type="(oayays)" direction="in"/><arg type="b" direction="in"/>
    <arg type="o" direction="out"/><arg type="o" direction="out"/></method>
</interface>
<interface name="org.freedesktop.Secret.Item">
  <method name="Delete"><arg type="o" direction="out"/></method>
</interface>
</node>"""


class Keyring:
    def __init__(self, bus):
        self.bus, self.items, self.count = bus, {}, 0
        service, collection, self.item = Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces
        bus.register_object(SERVICE, service, self.call, lambda *_: GLib.Variant("ao", []), None)
        bus.register_object(COLLECTION, collection, self.call, None, None)

    def call(self, bus, sender, path, interface, method, parameters, invocation):
        answer = getattr(self, method)(path, *parameters.unpack())
        if answer is None:
            invocation.return_dbus_error("org.freedesktop.DBus.Error.NotSupported", method)
        else:
            invocation.return_value(answer)

    def OpenSession(self, path, algorithm, given):
        return GLib.Variant("(vo)", (GLib.Variant("s", ""), SESSION)) if algorithm == "plain" else None

    def find(self, attributes):
        return [item for item, (kept, secret) in self.items.items() if attributes.items() <= kept.items()]

    def SearchItems(self, path, attributes):
        return GLib.Variant("(aoao)", (self.find(attributes), []))

    def GetSecrets(self, path, items, session):
        return GLib.Variant("(a{o(oayays)})", ({item: (session, *self.items[item][1][1:]) for item in items if item in self.items},))

    def Unlock(self, path, objects):
        return GLib.Variant("(aoo)", (objects, NOTHING))

    def CreateItem(self, path, properties, secret, replace):
        attributes = properties[ATTRIBUTES]
        item = next((item for item in self.find(attributes) if replace), None)
        if item is None:
            self.count += 1
            item = f"{ITEMS}{self.count}"
            self.bus.register_object(item, self.item, self.call, None, None)
        self.items[item] = attributes, secret
        return GLib.Variant("(oo)", (item, NOTHING))

    def Delete(self, path):
        del self.items[path]
        return GLib.Variant("(o)", (NOTHING,))


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    keyring = Keyring(bus)
    Gio.bus_own_name_on_connection(bus, "org.freedesktop.secrets", Gio.BusNameOwnerFlags.NONE, lambda *_: print("ready", flush=True), None)
    GLib.MainLoop().run()
    return keyring


if __name__ == "__main__":
    main()
