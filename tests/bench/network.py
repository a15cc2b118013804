# SPDX-License-Identifier: GPL-3.0-or-later
"""What the network promises: synchronising beside bare transfers, the sqlite3 shell and PouchDB, and the server beside pouchdb-server."""
import base64
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse

SIREN = "200046977"
DATABASE = f"team-{SIREN}"
PASSWORD = "a long enough password"
BATCH = 500
PROJECTS, PARTNERS = 12700, 9000
CHANGED = 1000
IDLE = 200
WRITERS, WRITES = 8, 60
PATIENCE = 60


def clock(call, *arguments):
    before = time.monotonic()
    call(*arguments)
    return time.monotonic() - before


def authorize(user):
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()}


def wait_until(answers, what):
    limit = time.monotonic() + PATIENCE
    while not answers():
        if time.monotonic() > limit:
            sys.exit(f"waited too long for {what}")
        time.sleep(0.02)


def watch_memory(pid, peaks):
    """Notes the most memory that a process has had so far, in megabytes, until it ends. What wait4() tells is no less than
    that of who started it."""
    with contextlib.suppress(OSError):
        while True:
            lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
            found = [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")]
            if not found:
                break
            peaks.append(found[0])
            time.sleep(0.02)


class Server:
    """A server in a process of its own on a free port of the loopback, and a connection to it."""

    def __init__(self, url, process, headers):
        self.url, self.process, self.headers = url.rstrip("/"), process, headers
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=PATIENCE)

    def call(self, method, path, body=None, status=(200, 201)):
        headers = self.headers | ({"Content-Type": "application/json"} if body is not None else {})
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in status:
            sys.exit(f"{method} {path}: {answer.status} {content[:200]!r}")
        return content

    def fetch(self, path, file):
        """The bytes as they come, packed, into a file: what nobody can do faster."""
        self.connection.request("GET", path, headers=self.headers | {"Accept-Encoding": "gzip"})
        with open(file, "wb") as target:
            shutil.copyfileobj(self.connection.getresponse(), target)

    def push(self, database, batches):
        for batch in batches:
            self.call("POST", f"/{database}/_bulk_docs", batch)

    def pull(self, database, since="0"):
        """All documents, page by page as a client reads them; returns how many."""
        count = 0
        while True:
            page = json.loads(self.call("GET", f"/{database}/_changes?include_docs=true&limit={BATCH}&since={urllib.parse.quote(str(since))}"))
            count += len(page["results"])
            since = page["last_seq"]
            if len(page["results"]) < BATCH:
                return count

    def get_memory(self):
        """Megabytes, what is shared with other programs by halves."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
        return None

    def get_work(self):
        """Seconds that the processor has worked for the server so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait()


class Network:
    def __init__(self, bench):
        self.bench = bench
        self.folder = bench.folder / "network"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.password = self.folder / "password"
        self.password.write_text(PASSWORD + "\n")
        self.atlas = bench.build / "src/atlas/entente-atlas"
        self.peers = pathlib.Path(os.environ.get("ENTENTE_PEERS", "/nonexistent"))
        self.documents = self.make_documents()
        self.batches = self.make_batches(self.documents)
        self.made = 0

    def make_documents(self):
        """As large as the ministry's Atlas: 21,700 documents of 23 MB."""
        documents = []
        for i in range(PARTNERS):
            documents.append({
                "_id": f"authority:00000002-0000-8000-8000-{i:012x}", "type": "authority", "name": f"{self.bench.make_name()} {i}",
                "kind": "municipality", "country": self.bench.rand.choice(["SN", "MA", "DE", "BJ", "VN"]),
                "population": self.bench.rand.randrange(1000, 900000), "latitude": round(self.bench.rand.uniform(-50, 60), 5),
                "longitude": round(self.bench.rand.uniform(-170, 170), 5), "circle": "departments"})
        for i in range(PROJECTS):
            documents.append({
                "_id": f"project:00000002-0000-8000-8000-{i:012x}", "type": "project", "title": f"{self.bench.make_subject()} ({i})",
                "description": self.bench.make_text(self.bench.rand.randint(100, 320)), "status": "ongoing", "start": f"{1985 + i % 40}",
                "lead": documents[i % PARTNERS]["_id"], "themes": ["water", "health"], "circle": "departments"})
        self.bench.rand.shuffle(documents)
        return documents

    @staticmethod
    def make_batches(documents):
        return [json.dumps({"docs": documents[i:i + BATCH]}, ensure_ascii=False).encode() for i in range(0, len(documents), BATCH)]

    def new_name(self, kind):
        self.made += 1
        return self.folder / f"{kind}-{self.made}"

    @contextlib.contextmanager
    def serve(self, *options):
        """An Atlas without documents."""
        data = self.new_name("atlas")
        for user, role in (("unit", "unit"), ("boss", "administrator")):
            subprocess.run([self.atlas, "account", "add", user, "--role", role, *(["--publisher", SIREN] if role == "unit" else []),
                            "--password-file", self.password, "--data", data], check=True, stdout=subprocess.DEVNULL)
        log = open(f"{data}.log", "wb")
        process = subprocess.Popen([self.atlas, "--data", data, "--listen", "127.0.0.1:0", *options], stdout=subprocess.PIPE, stderr=log)
        server = Server(process.stdout.readline().decode().removeprefix("listening on ").strip(), process, authorize("unit"))
        server.log = pathlib.Path(log.name)
        try:
            yield server
        finally:
            server.stop()
            log.close()
            shutil.rmtree(data)

    @contextlib.contextmanager
    def serve_pouch(self):
        folder = self.new_name("pouchdb-server")
        folder.mkdir()
        port = 20000 + os.getpid() % 20000 + self.made
        program = self.peers / "node_modules/pouchdb-server/bin/pouchdb-server"
        process = subprocess.Popen(["node", program, "--dir", folder, "--host", "127.0.0.1", "--port", str(port)], cwd=folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = Server(f"http://127.0.0.1:{port}", process, {})

        def answers():
            try:
                server.call("GET", "/")
                return True
            except OSError:
                server.connection.close()
                return False

        try:
            wait_until(answers, "pouchdb-server")
            yield server
        finally:
            server.stop()
            shutil.rmtree(folder)

    def make_desk(self, server):
        """A workspace without records but the unit's own authority."""
        workspace = self.new_name("desk").with_suffix(".entente")
        self.ctl(workspace, "init", "--authority", "Amiens", "--siren", SIREN)
        self.connect(workspace, server)
        return workspace

    def connect(self, workspace, server):
        self.ctl(workspace, "remote", "add", "Team", server.url, "--circle", "team", "--user", "unit", "--password-file", self.password)

    def ctl(self, workspace, *arguments):
        """Returns the seconds it took, those that the processor worked for it, and the megabytes at its peak."""
        peaks = [0]
        before = time.monotonic()
        process = subprocess.Popen([self.bench.ctl, "-w", workspace, *arguments], stdout=subprocess.DEVNULL)
        watcher = threading.Thread(target=watch_memory, args=(process.pid, peaks))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        took = time.monotonic() - before
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{arguments}: status {process.returncode}")
        return took, usage.ru_utime + usage.ru_stime, peaks[-1]

    def insert(self, workspace):
        """The sqlite3 shell putting the same rows into a new file."""
        script, copy = self.folder / "rows.sql", self.folder / "rows.db"
        copy.unlink(missing_ok=True)
        with open(script, "w", encoding="utf-8") as file:
            subprocess.run(["sqlite3", workspace, ".dump"], check=True, stdout=file)
        before = time.monotonic()
        with open(script, encoding="utf-8") as file:
            subprocess.run(["sqlite3", "-bail", copy], check=True, stdin=file, stdout=subprocess.DEVNULL)
        return time.monotonic() - before

    def pouch(self, direction, server, database, batch=None):
        """PouchDB 9 on its usual store on disk, with its own options or so many documents a page; seconds without node's own start."""
        folder = self.new_name("pouch")
        url = server.url.replace("://", f"://boss:{urllib.parse.quote(PASSWORD)}@")
        done = subprocess.run(["node", self.bench.source / "tests/bench/pouch.js", direction, f"{url}/{database}", folder], check=True,
                              input=b"\n".join(self.batches) if direction == "push" else b"", stdout=subprocess.PIPE,
                              env=os.environ | ({"BENCH_BATCH": str(batch)} if batch else {}))
        shutil.rmtree(folder, ignore_errors=True)
        return float(done.stdout) / 1000


def count_requests(server, before):
    return len([line for line in server.log.read_text().splitlines()[before:] if DATABASE in line])


def measure_client(network, server, workspace, name, figures):
    """One round, what it takes by the clock, and of the processor here and at the server; returns the megabytes at its peak."""
    before = server.get_work()
    took, work, memory = network.ctl(workspace, "sync")
    figures[name].append(took)
    figures[f"{name} work"].append(work)
    figures[f"{name} server"].append(server.get_work() - before)
    return memory


def measure_rounds(network, rounds):
    """Pull and push, interleaved with what they are compared with."""
    figures = {name: [] for name in ("pull", "pull work", "pull server", "pull beside", "pull pouch", "pull pouch batch",
                                     "push", "push work", "push server", "push beside", "push pouch", "push pouch batch", "memory")}
    for _ in range(rounds):
        with network.serve() as server:
            server.push(DATABASE, network.batches)
            workspace = network.make_desk(server)
            memory = measure_client(network, server, workspace, "pull", figures)
            figures["memory"].append(memory)
            fetched = clock(server.fetch, f"/{DATABASE}/_changes?include_docs=true", network.folder / "all")
            inserted = network.insert(workspace)
            figures["pull beside"].append(fetched + inserted)
            if network.peers.exists():
                figures["pull pouch"].append(network.pouch("pull", server, DATABASE))
                figures["pull pouch batch"].append(network.pouch("pull", server, DATABASE, BATCH))
        with network.serve() as server:
            network.ctl(workspace, "remote", "remove", "Team")
            network.connect(workspace, server)
            measure_client(network, server, workspace, "push", figures)
            if server.pull(DATABASE) < len(network.documents):
                sys.exit("not everything was sent")
        with network.serve() as server:
            figures["push beside"].append(clock(server.push, DATABASE, network.batches) + inserted)
        for name, batch in (("push pouch", None), ("push pouch batch", BATCH)) if network.peers.exists() else ():
            with network.serve() as server:
                figures[name].append(network.pouch("push", server, DATABASE, batch))
        workspace.unlink()
    return {name: statistics.median(values) if values else None for name, values in figures.items()}


def measure_quiet(network):
    """A desk that has everything: nothing to do, then a thousand records to take in; and the peak of memory with a quarter of the documents."""
    with network.serve() as server:
        server.push(DATABASE, network.batches[:len(network.batches) // 4])
        workspace = network.make_desk(server)
        _, _, quarter = network.ctl(workspace, "sync")
        lines = len(server.log.read_text().splitlines())
        nothing, _, _ = network.ctl(workspace, "sync")
        requests = count_requests(server, lines)

        seq = json.loads(server.call("GET", f"/{DATABASE}"))["update_seq"]
        page = json.loads(server.call("GET", f"/{DATABASE}/_all_docs?include_docs=true&limit={CHANGED}&startkey=%22project%22"))
        changed = [row["doc"] | {"title": row["doc"]["title"] + " 2"} for row in page["rows"]]
        server.push(DATABASE, network.make_batches(changed))
        own = clock(server.fetch, f"/{DATABASE}/_changes?include_docs=true&since={seq}", network.folder / "changed")
        took, work, _ = network.ctl(workspace, "sync")
    return {"quarter": quarter, "nothing": nothing, "requests": requests, "changed": took, "changed work": work, "changed own": own}


def measure_sync(bench):
    network = Network(bench)
    size = sum(len(batch) for batch in network.batches) / 1e6
    print(f"{len(network.documents)} documents of {size:.1f} MB", file=sys.stderr)
    figures = measure_rounds(network, min(3, bench.arguments.rounds))
    for name in ("pull", "push"):
        took, beside, pouch, batch = (figures[name + suffix] for suffix in ("", " beside", " pouch", " pouch batch"))
        bench.add(f"{name} everything", took * 1000, beside * 1000, 2000 * beside, note="2 × (fetch + sqlite3)")
        if pouch is not None:
            bench.add(f"{name} everything, and PouchDB", took * 1000, pouch * 1000, 500 * pouch, note="half of PouchDB as it comes")
            bench.add(f"{name} everything, and PouchDB by {BATCH}", took * 1000, batch * 1000, None)
        bench.add(f"{name}, processor here", figures[f"{name} work"] * 1000, None, None)
        bench.add(f"{name}, processor at the server", figures[f"{name} server"] * 1000, None, None)
    quiet = measure_quiet(network)
    bench.add("sync with nothing to do", quiet["nothing"] * 1000, None, None)
    bench.add("requests of that", quiet["requests"], None, 3, "")
    bench.add("1,000 changed records", quiet["changed"] * 1000, quiet["changed own"] * 1000, (quiet["changed own"] + 1) * 1000, note="server + 1 s")
    bench.add("of that, processor here", quiet["changed work"] * 1000, None, None)
    bench.add("memory, 4 × the documents", figures["memory"], quiet["quarter"], 1.25 * quiet["quarter"], "MB", "flat")
    shutil.rmtree(network.folder)


def measure_latency(network):
    """How long one document's write takes while others write and one reads everything; the milliseconds of all writes, in order."""
    with network.serve() as server:
        server.push(DATABASE, network.batches[:10])
        stop = threading.Event()
        taken = []

        def connect():
            return Server(server.url, server.process, server.headers)

        def read():
            reader = connect()
            while not stop.is_set():
                reader.pull(DATABASE)

        def write(number):
            writer = connect()
            for i in range(WRITES):
                document = json.dumps({"_id": f"note:{number}-{i}", "type": "note", "text": "x" * 500})
                taken.append(clock(writer.call, "PUT", f"/{DATABASE}/note:{number}-{i}", document) * 1000)

        reader = threading.Thread(target=read)
        writers = [threading.Thread(target=write, args=(i,)) for i in range(WRITERS)]
        for thread in [reader, *writers]:
            thread.start()
        for thread in writers:
            thread.join()
        stop.set()
        reader.join()
        return sorted(taken)


def measure_idle(network):
    """The server's memory with many feeds that wait."""
    with network.serve("--connections", str(2 * IDLE)) as server:
        server.push(DATABASE, network.batches[:1])
        waiting = []
        for _ in range(IDLE):
            feed = http.client.HTTPConnection(urllib.parse.urlsplit(server.url).netloc)
            feed.request("GET", f"/{DATABASE}/_changes?feed=longpoll&since=now&timeout=60000", headers=server.headers)
            waiting.append(feed)
        wait_until(lambda: len(os.listdir(f"/proc/{server.process.pid}/fd")) > IDLE, "the feeds")
        server.call("GET", f"/{DATABASE}")
        memory = server.get_memory()
        for feed in waiting:
            feed.close()
        return memory


def measure_server(bench):
    network = Network(bench)
    ours = {"push": [], "pull": []}
    theirs = {"push": [], "pull": []}
    for _ in range(min(3, bench.arguments.rounds)):
        with network.serve() as server:
            ours["push"].append(clock(server.push, DATABASE, network.batches))
            ours["pull"].append(clock(server.pull, DATABASE))
        if network.peers.exists():
            with network.serve_pouch() as server:
                server.call("PUT", f"/{DATABASE}")
                theirs["push"].append(clock(server.push, DATABASE, network.batches))
                theirs["pull"].append(clock(server.pull, DATABASE))
    for name, values in ours.items():
        rate = len(network.documents) / statistics.median(values)
        other = len(network.documents) / statistics.median(theirs[name]) if theirs[name] else None
        bench.add(f"server, {name}: documents a second", rate, other, 2 * other if other else None, "", "2 × pouchdb-server", at_least=True)
    bench.add("memory, 200 feeds that wait", measure_idle(network), None, 50, "MB")
    taken = measure_latency(network)
    bench.add("one write while others write", statistics.median(taken), None, None)
    bench.add("one write, 99 of 100", taken[len(taken) * 99 // 100], None, None)
    shutil.rmtree(network.folder)
