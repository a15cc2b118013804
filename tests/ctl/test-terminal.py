#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords that are typed into a terminal: nobody sees them there, and whatever ends the question leaves the terminal as it was."""

import contextlib
import os
import pathlib
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time
import unittest

CTL, ATLAS = map(os.path.abspath, sys.argv[1:3])
del sys.argv[1:3]
SIREN = "200046977"
PASSWORD = "a long enough password"
PROMPT, AGAIN = "Password of unit: ", "The same again: "
PATIENCE = 60


class Asked:
    """A program in a terminal of its own."""

    def __init__(self, *command):
        self.master, self.slave = os.openpty()
        self.before = termios.tcgetattr(self.slave)
        # A job of its own in our session, or nothing could stop it.
        self.process = subprocess.Popen(command, stdin=self.slave, stdout=self.slave, stderr=self.slave, process_group=0)
        self.seen = ""

    def close(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        os.close(self.master)
        os.close(self.slave)

    def look(self):
        while select.select([self.master], [], [], 0.02)[0]:
            self.seen += os.read(self.master, 10000).decode()

    def until(self, probe, what):
        limit = time.monotonic() + PATIENCE
        while not probe():
            assert time.monotonic() < limit, f"not there: {what}\n{self.seen}"
            self.look()

    def echoes(self):
        return bool(termios.tcgetattr(self.slave)[3] & termios.ECHO)

    def expect(self, text, times=1):
        self.until(lambda: self.seen.count(text) >= times and not self.echoes(), text)

    def type(self, text):
        os.write(self.master, text.encode())

    def end(self):
        """The status, once all is read that was said."""
        self.until(lambda: self.process.poll() is not None, "the end")
        self.look()
        assert termios.tcgetattr(self.slave) == self.before, "the terminal is not as it was"
        return self.process.returncode


class Terminal(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "atlas"

    def ask(self, *command):
        asked = Asked(*command)
        self.addCleanup(asked.close)
        return asked

    def account(self, verb, *options):
        return (ATLAS, "account", verb, "unit", *options, "--password-file", "-", "--data", self.data)

    def add(self):
        return self.ask(*self.account("add", "--role", "unit", "--publisher", SIREN))

    def list_accounts(self):
        return subprocess.check_output([ATLAS, "account", "list", "--data", self.data], text=True, timeout=PATIENCE)

    def answer(self, asked, *lines):
        for prompt, line in zip((PROMPT, AGAIN), lines):
            asked.expect(prompt)
            asked.type(line + "\n")
        status = asked.end()
        for line in lines:
            self.assertNotIn(line, asked.seen)
        return status

    def serve(self):
        server = subprocess.Popen([ATLAS, "--data", self.data, "--listen", "127.0.0.1:0", "--quiet"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.communicate, timeout=PATIENCE)
        self.addCleanup(server.terminate)
        return server.stdout.readline().split()[-1]

    def test_new_password(self):
        asked = self.add()
        self.assertEqual(self.answer(asked, PASSWORD, PASSWORD), 0)
        self.assertEqual(asked.seen, f"{PROMPT}\r\n{AGAIN}\r\n")
        self.assertEqual(self.list_accounts(), f"unit\tunit\t{SIREN}\n")
        self.assertEqual(self.answer(self.ask(*self.account("password")), "another password", "another password"), 0)

    def test_not_the_same_twice(self):
        asked = self.add()
        self.assertEqual(self.answer(asked, PASSWORD, "another password"), 1)
        self.assertIn("The two passwords are not the same.", asked.seen)
        self.assertEqual(self.list_accounts(), "")

    def test_nothing_typed(self):
        for text in ("\n", "\x04"):
            asked = self.add()
            asked.expect(PROMPT)
            asked.type(text)
            self.assertEqual(asked.end(), 1)
            self.assertIn("No password was typed.", asked.seen)
        self.assertEqual(self.list_accounts(), "")

    def test_ended_meanwhile(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            asked = self.add()
            asked.expect(PROMPT)
            asked.type("half a pass")
            asked.process.send_signal(number)
            self.assertEqual(asked.end(), -number)
            self.assertNotIn("half", asked.seen)

    def test_stopped_meanwhile(self):
        asked = self.add()
        asked.expect(PROMPT)
        asked.process.send_signal(signal.SIGTSTP)
        stopped = os.waitid(os.P_PID, asked.process.pid, os.WSTOPPED | os.WNOWAIT)
        self.assertEqual((stopped.si_code, stopped.si_status), (os.CLD_STOPPED, signal.SIGTSTP))
        self.assertEqual(termios.tcgetattr(asked.slave), asked.before)

        asked.process.send_signal(signal.SIGCONT)
        asked.expect(PROMPT, times=2)
        asked.type(PASSWORD + "\n")
        asked.expect(AGAIN)
        asked.type(PASSWORD + "\n")
        self.assertEqual(asked.end(), 0)
        self.assertNotIn(PASSWORD, asked.seen)

    def test_from_a_pipe(self):
        """No question, and one line is enough."""
        done = subprocess.run(self.account("add", "--role", "reader"), input=PASSWORD + "\n", capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_password_of_a_run(self):
        self.assertEqual(self.answer(self.add(), PASSWORD, PASSWORD), 0)
        file = self.folder / "unit.entente"
        for command in (("init", "--authority", "Grenoble", "--siren", SIREN), ("remote", "add", "Team", self.serve(), "--circle", "team", "--user", "unit")):
            subprocess.run([CTL, "-w", file, *command], check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
        sync = (CTL, "-w", file, "sync", "Team", "--password-file", "/dev/stdin")
        asked = self.ask(*sync)
        self.assertEqual(self.answer(asked, PASSWORD), 0, asked.seen)
        asked = self.ask(*sync)
        self.assertEqual(self.answer(asked, "another password"), 1)

        done = subprocess.run(sync, input=PASSWORD + "\n", capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main(verbosity=2)
