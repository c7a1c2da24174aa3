#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""What a definition costs from its source to YAML, beside cdk8s and kubernetes-models in TypeScript.

usage: definitions.py [--sizes 10,100] [--runs 3] [--compiler g++] [--no-peers] [--source N]

The workload: services of a ConfigMap, a Deployment (two containers with probes, environment, resources and a volume) and a
Service with three named ports; `explicit` has each written out, `loop` makes them in a loop. The peers come by npm into a
scratch directory; where they cannot be had, they are left out and that is said. Seconds are wall, medians; all programs take
turns. `CPU` is what compiling, linking and running take of the processors, which says more where others use the machine too. `check` is the compiler alone; `YAML` is compiling, linking and running. `headers` has nothing but the headers; `compiled`
links what `slipway::compiled` has of the language, built before as CMake builds it without a build type, as the peers' libraries are; with `PCH` `slipway/dsl_precompiled.hpp` is precompiled,
and clang has the limits of docs/definitions.md, by which it evaluates 100 services once.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SERVICE = '''
    ConfigMap settings{i}{{.name = {settings}, .data = {{{{"LOG_LEVEL", "info"}}, {{"app.conf", "workers=4\\n"}}}}}};
    Deployment web{i}{{
        .name = {web},
        .labels = {{{{"app", {web}}}, {{"tier", "front"}}}},
        .replicas = 3,
        .containers = {{{{.name = "app", .image = "registry.example.com/shop/web:1.4.2",
                        .ports = {{{{"http", 8080}}, {{"metrics", 9090}}}},
                        .env = {{{{"LOG_LEVEL", from(settings{i}, "LOG_LEVEL")}}, {{"PORT", "8080"}}}},
                        .resources = {{.requests = {{.cpu = "100m", .memory = "128Mi"}}, .limits = {{.cpu = "500m", .memory = "256Mi"}}}},
                        .volumeMounts = {{{{"config", "/etc/app"}}}},
                        .readinessProbe = httpGet("/healthz", "http"), .livenessProbe = httpGet("/healthz", "http")}},
                       {{.name = "log", .image = "registry.example.com/shop/log:1.4.2", .args = {{"--follow"}}, .ports = {{{{"logs", 8081}}}},
                        .resources = {{.requests = {{.cpu = "100m", .memory = "128Mi"}}}}}}}},
        .volumes = {{{{"config", settings{i}}}}},
    }};
    Service front{i} = expose(web{i}, {{.ports = {{{{80, "http", "http"}}, {{9090, "metrics", "metrics"}}, {{8081, "logs", "logs"}}}}}});'''

SENTENCES = '''
    const auto settings{i} = build::config_map("settings-{i}").data("LOG_LEVEL", "info").data("app.conf", "workers=4\\n");
    const auto web{i} = build::deployment("web-{i}").label("app", "web-{i}").label("tier", "front").replicas(3)
        .runs(build::container("app").image("registry.example.com/shop/web:1.4.2").port("http", 8080).port("metrics", 9090)
                  .env("LOG_LEVEL", from(settings{i}, "LOG_LEVEL")).env("PORT", "8080")
                  .requests({{.cpu = "100m", .memory = "128Mi"}}).limits({{.cpu = "500m", .memory = "256Mi"}})
                  .mount("config", "/etc/app").readinessProbe(httpGet("/healthz", "http")).livenessProbe(httpGet("/healthz", "http")))
        .runs(build::container("log").image("registry.example.com/shop/log:1.4.2").args({{"--follow"}}).port("logs", 8081)
                  .requests({{.cpu = "100m", .memory = "128Mi"}}))
        .volume("config", settings{i});
    made.resources.push_back(settings{i});
    made.resources.push_back(web{i});
    made.resources.push_back(build::expose(web{i}).port({{80, "http", "http"}}).port({{9090, "metrics", "metrics"}}).port({{8081, "logs", "logs"}}));'''

RICH = '''
    Deployment web{i}{{.name = "web-{i}", .labels = {{{{"app", "web-{i}"}}, {{"tier", "front"}}}}, .replicas = 3, .containers = {{''' + ",".join('''
        {{.name = "c%d", .image = "registry.example.com/shop/web:1.4.2", .args = {{"--follow", "--verbose"}}, .ports = {{{{"http%d", 808%d}}, {{"metrics%d", 909%d}}}},
         .env = {{{{"A", "1"}}, {{"B", "2"}}, {{"C", "3"}}, {{"D", "4"}}, {{"NODE", field("spec.nodeName")}}, {{"POD", field("metadata.name")}}}},
         .resources = {{.requests = {{.cpu = "10m", .memory = "16Mi"}}, .limits = {{.cpu = "50m", .memory = "25Mi"}}}},
         .volumeMounts = {{{{"data", "/data"}}, {{"tmp", "/tmp"}}}}, .readinessProbe = httpGet("/healthz", "http%d"), .livenessProbe = httpGet("/healthz", "http%d"),
         .securityContext = {{.allowPrivilegeEscalation = false, .readOnlyRootFilesystem = true}}}}''' % ((c,) * 7) for c in range(4)) + '''}},
        .volumes = {{{{"data", emptyDir()}}, {{"tmp", emptyDir()}}}}}};
    made.resources.push_back(web{i});'''


def written_out(count, of):
    """A definition that is only checked."""
    return ('#include <slipway/dsl.hpp>\n#include <slipway/dsl/build.hpp>\nusing namespace slipway::dsl;\nconstexpr Cluster shop() {\n    Cluster made{.name = "shop"};' +
            "".join(of.format(i=i) for i in range(count)) + "\n    return made;\n}\nstatic_assert(sound<shop>);\n")


def cpp(count, loop, run_time):
    qualifier = "" if run_time else "constexpr "
    if loop:
        body = SERVICE.format(i="", settings='slipway::text(slipway::core::cat("settings-", number))', web='slipway::text(slipway::core::cat("web-", number))')
        body = (f"\n    for (long n = 0; n < {count}; ++n) {{\n    const slipway::text number = slipway::core::decimal(n);" + body +
                "\n    made.resources.push_back(settings);\n    made.resources.push_back(web);\n    made.resources.push_back(front);\n    }")
    else:
        body = "".join(SERVICE.format(i=i, settings=f'"settings-{i}"', web=f'"web-{i}"') +
                       f"\n    made.resources.push_back(settings{i});\n    made.resources.push_back(web{i});\n    made.resources.push_back(front{i});" for i in range(count))
    main = "slipway::run(shop, argc, argv)" if run_time else "slipway::run<shop>(argc, argv)"
    return (f'#include <slipway/dsl.hpp>\nusing namespace slipway::dsl;\n{qualifier}Cluster shop() {{\n    Cluster made{{.name = "shop"}};{body}\n    return made;\n}}\n'
            f"int main(int argc, char** argv) {{ return {main}; }}\n")


CONTAINERS = '''[
      {{ name: "app", image: "registry.example.com/shop/web:1.4.2",
        ports: [{{ name: "http", containerPort: 8080 }}, {{ name: "metrics", containerPort: 9090 }}],
        env: [{{ name: "LOG_LEVEL", valueFrom: {{ configMapKeyRef: {{ name: {settings}, key: "LOG_LEVEL" }} }} }}, {{ name: "PORT", value: "8080" }}],
        resources: {{ requests: {{ cpu: {q}("100m"){e}, memory: {q}("128Mi"){e} }}, limits: {{ cpu: {q}("500m"){e}, memory: {q}("256Mi"){e} }} }},
        volumeMounts: [{{ name: "config", mountPath: "/etc/app" }}],
        readinessProbe: {{ httpGet: {{ path: "/healthz", port: {p}("http"){e} }} }}, livenessProbe: {{ httpGet: {{ path: "/healthz", port: {p}("http"){e} }} }} }},
      {{ name: "log", image: "registry.example.com/shop/log:1.4.2", args: ["--follow"], ports: [{{ name: "logs", containerPort: 8081 }}],
        resources: {{ requests: {{ cpu: {q}("100m"){e}, memory: {q}("128Mi"){e} }} }} }}]'''
PORTS = '''[{{ name: "http", port: 80, targetPort: {p}("http"){e} }}, {{ name: "metrics", port: 9090, targetPort: {p}("metrics"){e} }},
      {{ name: "logs", port: 8081, targetPort: {p}("logs"){e} }}]'''
SPEC = '''{{ replicas: 3, selector: {{ matchLabels: {{ app: {web}, tier: "front" }} }},
    template: {{ metadata: {{ labels: {{ app: {web}, tier: "front" }} }}, spec: {{ containers: ''' + CONTAINERS + ''',
      volumes: [{{ name: "config", configMap: {{ name: {settings} }} }}] }} }} }}'''


def cdk8s(count):
    one = '''
new k8s.KubeConfigMap(chart, {settings}, {{ metadata: {{ name: {settings}, namespace: "shop" }}, data: {{ LOG_LEVEL: "info", "app.conf": "workers=4\\n" }} }});
new k8s.KubeDeployment(chart, "d" + {web}, {{ metadata: {{ name: {web}, namespace: "shop" }}, spec: ''' + SPEC + ''' }});
new k8s.KubeService(chart, "s" + {web}, {{ metadata: {{ name: {web}, namespace: "shop" }}, spec: {{ selector: {{ app: {web} }}, ports: ''' + PORTS + ''' }} }});'''
    words = {"q": "k8s.Quantity.fromString", "p": "k8s.IntOrString.fromString", "e": ""}
    return ('import { App, Chart } from "cdk8s";\nimport * as k8s from "cdk8s-plus-33/lib/imports/k8s";\nconst app = new App();\nconst chart = new Chart(app, "shop");\n' +
            "".join(one.format(settings=f'"settings-{i}"', web=f'"web-{i}"', **words) for i in range(count)) + "\nprocess.stdout.write(app.synthYaml());\n")


def models(count):
    one = '''
objects.push(new ConfigMap({{ metadata: {{ name: {settings}, namespace: "shop" }}, data: {{ LOG_LEVEL: "info", "app.conf": "workers=4\\n" }} }}));
objects.push(new Deployment({{ metadata: {{ name: {web}, namespace: "shop" }}, spec: ''' + SPEC + ''' }}));
objects.push(new Service({{ metadata: {{ name: {web}, namespace: "shop" }}, spec: {{ selector: {{ app: {web} }}, ports: ''' + PORTS + ''' }} }}));'''
    words = {"q": "", "p": "", "e": ""}
    return ('import { ConfigMap } from "kubernetes-models/v1/ConfigMap";\nimport { Service } from "kubernetes-models/v1/Service";\nimport { Deployment } from "kubernetes-models/apps/v1/Deployment";\n'
            "const objects: { validate(): void; toJSON(): unknown }[] = [];\n" + "".join(one.format(settings=f'"settings-{i}"', web=f'"web-{i}"', **words) for i in range(count)) +
            '\nfor (const o of objects) o.validate();\nprocess.stdout.write(objects.map(o => JSON.stringify(o.toJSON())).join("\\n"));\n')


def install_peers(scratch):
    (scratch / "package.json").write_text('{"private": true}')
    done = subprocess.run(["npm", "install", "--silent", "cdk8s@2", "cdk8s-plus-33", "constructs", "kubernetes-models", "typescript@7", "@types/node"],
                          cwd=scratch, capture_output=True, text=True)
    if done.returncode:
        print(f"the peers cannot be installed by npm and are left out: {done.stderr.strip()[:200]}")
    return done.returncode == 0


def timed(command, cwd, out=None):
    """Wall seconds, seconds of processors and peak memory in MB of a command and what it starts."""
    begun = time.perf_counter()
    with open(out or os.devnull, "wb") as to:
        process = subprocess.Popen(command, cwd=cwd, stdout=to, stderr=subprocess.PIPE)
        error = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} failed:\n{error.decode()[-2000:]}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Contender:
    """Steps from source to YAML; each is a command."""

    def __init__(self, name, scratch, steps):
        self.name, self.scratch, self.steps = name, scratch, steps
        self.times = {step: [] for step in steps}
        self.processor = {step: [] for step in steps}
        self.memory = 0

    def run(self):
        for step, command in self.steps.items():
            seconds, processor, memory = timed(command, self.scratch, self.scratch / "out" if step == "run" else None)
            self.times[step].append(seconds)
            self.processor[step].append(processor)
            self.memory = max(self.memory, memory)


def flags_of(compiler):
    return [compiler, "-std=c++20", "-O0", f"-I{ROOT / 'include'}"]


def wide_limits(compiler):
    """What docs/definitions.md says of clang's limits: they are the same for all that a precompiled header is read by."""
    return ["-fconstexpr-steps=4000000", "-DSLIPWAY_WEIGHT_PER_EVALUATION=2250"] if "clang" in compiler else []


def precompile(compiler, place):
    """The parts of slipway::compiled that a definition links, and the header of the language, precompiled for it."""
    flags = [*flags_of(compiler), "-DSLIPWAY_COMPILED"]
    for part in ("dsl", "cli"):
        subprocess.run([*flags, "-O2", "-c", str(ROOT / f"cmake/compiled/{part}.cpp"), "-o", str(place / f"{part}.o")], check=True)
    (place / "dsl.hpp").write_text("#include <slipway/dsl_precompiled.hpp>\n")
    subprocess.run([*flags, *wide_limits(compiler), "-x", "c++-header", "dsl.hpp", "-o", "dsl.hpp.gch"], cwd=place, check=True)


def contenders(size, scratch, compiler, peers):
    built = scratch / "built"
    header = ["-include-pch", str(built / "dsl.hpp.gch")] if "clang" in compiler else ["-include", str(built / "dsl.hpp")]
    objects = [str(built / f"{part}.o") for part in ("dsl", "cli")]
    made = []
    for way, more, linked in (("headers", [], []), ("compiled", ["-DSLIPWAY_COMPILED"], objects), ("compiled PCH", ["-DSLIPWAY_COMPILED", *wide_limits(compiler), *header], objects)):
        for name, loop, run_time in (("explicit", False, size > 200), ("loop", True, size > 200)):
            place = scratch / f"{way}-{name}-{size}"
            place.mkdir()
            (place / "shop.cpp").write_text(cpp(size, loop, run_time))
            flags = [*flags_of(compiler), *more]
            made.append(Contender(f"slipway {name} {way}" + (" (run time)" if run_time else ""), place,
                                  {"check": [*flags, "-fsyntax-only", "shop.cpp"], "compile": [*flags, "shop.cpp", *linked, "-o", "shop"], "run": ["./shop", "render"]}))
    for name, text in (("cdk8s L1", cdk8s(size)), ("kubernetes-models", models(size))) if peers else ():
        place = scratch / "npm" / f"{name.split()[0]}-{size}"
        place.mkdir()
        (place / "shop.ts").write_text(text)
        tsc = [str(scratch / "npm/node_modules/.bin/tsc"), "--target", "es2022", "--module", "commonjs", "--moduleResolution", "bundler", "--skipLibCheck", "--types", "node"]
        made.append(Contender(name, place, {"check": [*tsc, "--noEmit", "shop.ts"], "compile": [*tsc, "shop.ts"], "run": ["node", "shop.js"]}))
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,100,1000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--source", type=int, metavar="N", help="print the definition of N services, written out, and end")
    parser.add_argument("--sentences", action="store_true", help="those of --source in sentences")
    parser.add_argument("--rich", action="store_true", help="in place of those of --source, Deployments with four containers each")
    options = parser.parse_args()
    if options.source:
        of = RICH if options.rich else SENTENCES if options.sentences else None
        print(written_out(options.source, of) if of else cpp(options.source, loop=False, run_time=False))
        return
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        (scratch / "npm").mkdir()
        (scratch / "built").mkdir()
        peers = not options.no_peers and install_peers(scratch / "npm")
        precompile(options.compiler, scratch / "built")
        print(f"{'services':>8}  {'':40}{'check':>8}{'YAML':>8}{'CPU':>8}{'run':>8}{'MB':>8}")
        for size in map(int, options.sizes.split(",")):
            all_of_them = contenders(size, scratch, options.compiler, peers)
            for _ in range(options.runs):
                for c in all_of_them:
                    c.run()
            for c in all_of_them:
                median = {step: statistics.median(t) for step, t in c.times.items()}
                processor = sum(statistics.median(c.processor[step]) for step in ("compile", "run"))
                print(f"{size:>8}  {c.name:40}{median['check']:>8.2f}{median['compile'] + median['run']:>8.2f}{processor:>8.2f}{median['run']:>8.3f}{c.memory:>8.0f}", flush=True)


main()
