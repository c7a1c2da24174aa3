// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// What people do in their tests with testcontainers, on a machine that has busybox: says what it finds, a line each.
const { GenericContainer, Network, Wait } = require("testcontainers");

const say = (name, value) => console.log(`${name}: ${typeof value === "string" ? value.trim() : JSON.stringify(value)}`);
/// All of a stream, or what comes until it has this.
const text = async (stream, until) => {
    let all = "";
    for await (const part of stream) {
        all += part;
        if (until && all.includes(until)) break;
    }
    return all;
};

async function main() {
    const network = await new Network().start();
    const web = await new GenericContainer("busybox")
        .withNetwork(network)
        .withNetworkAliases("web", "page")
        .withExposedPorts(80)
        .withEnvironment({ WHO: "it is web" })
        .withLabels({ tier: "front" })
        .withCopyContentToContainer([{ content: "#!/bin/sh\necho $WHO > /www/who.html\necho serving\nexec httpd -f -p 80 -h /www\n", target: "/srv/run", mode: 0o755 }])
        .withCopyFilesToContainer([{ source: process.argv[2], target: "/www/copied.html" }])
        .withEntrypoint(["/srv/run"])
        .withHealthCheck({ test: ["CMD-SHELL", "wget -q -O /dev/null http://127.0.0.1/who.html"], interval: 200, timeout: 5000, retries: 50, startPeriod: 0 })
        .withWaitStrategy(Wait.forAll([
            Wait.forLogMessage("serving"),
            Wait.forListeningPorts(),
            Wait.forHttp("/who.html", 80).forStatusCode(200),
            Wait.forHealthCheck(),
        ]))
        .start();
    const page = async (name) => (await fetch(`http://${web.getHost()}:${web.getMappedPort(80)}/${name}`)).text();
    say("page", await page("who.html"));
    say("copied", await page("copied.html"));
    const ran = await web.exec(["sh", "-c", "echo told; echo complained >&2; exit 3"]);
    say("exec", [ran.exitCode, ran.stdout, ran.stderr]);
    say("as", (await web.exec(["sh", "-c", "id -u; pwd; echo $MORE"], { user: "65534", workingDir: "/www", env: { MORE: "more" } })).stdout.replaceAll("\n", " "));
    await web.copyContentToContainer([{ content: "later", target: "/www/later.html" }]);
    say("later", await page("later.html"));
    const taken = await text(await web.copyArchiveFromContainer("/www/later.html"));
    say("archive", taken.includes("later.html") && taken.includes("later\0"));
    say("logs", await text(await web.logs(), "serving"));

    const beside = await new GenericContainer("busybox")
        .withTmpFs({ "/fast": "rw,noexec,size=65536k" })
        .withSharedMemorySize(2 * 1024 * 1024)
        .withUlimits({ nofile: { hard: 200, soft: 100 } })
        .withCommand(["sleep", "1000"])
        .start();
    say("beside", (await beside.exec(["sh", "-c", "df -k /fast /dev/shm | tail -2 | awk '{print $2}'; ulimit -Sn; ulimit -Hn"])).stdout.trim().replaceAll("\n", " "));
    await beside.stop();
    const asks = await new GenericContainer("busybox")
        .withNetwork(network)
        .withCommand(["sh", "-c", "wget -q -O - http://page/who.html && echo asked"])
        .withWaitStrategy(Wait.forOneShotStartup())
        .start();
    say("asked", (await text(await asks.logs())).replaceAll("\n", " "));
    say("address", web.getIpAddress(network.getName()).startsWith("10."));
    await web.restart();
    say("again", await page("who.html"));
    await asks.stop();
    await web.stop();
    await network.stop();
    // What the reaper is given.
    const reaper = await new GenericContainer("busybox")
        .withBindMounts([{ source: process.argv[3], target: "/var/run/docker.sock" }])
        .withAutoRemove(true)
        .withCommand(["sleep", "1000"])
        .start();
    say("socket", (await reaper.exec(["sh", "-c", "test -S /var/run/docker.sock && echo there"])).stdout);
    await reaper.stop();
    try {
        await new GenericContainer("busybox").withCommand(["false"]).withWaitStrategy(Wait.forLogMessage("never")).withStartupTimeout(1000).start();
    } catch (e) {
        say("never", String(e).includes("never"));
    }
}

// What is followed does not keep node from ending.
const alive = setInterval(() => {}, 1000);
main().finally(() => clearInterval(alive)).then(() => say("over", "yes"), (e) => {
    console.error(e);
    process.exitCode = 1;
});
