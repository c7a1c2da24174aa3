#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
"""Whether a definition renders the objects that it was imported from.

usage: import_compare.py CLUSTER YAML RENDERED_JSON

The order of objects and of the keys of maps does not count. Left out on both sides is what means the same when it is.
"""
import base64
import json
import sys

import yaml

BY_VALUE = {"metadata", "spec", "status", "template", "resources", "securityContext"}
EMPTY_IS_NOT_NONE = {"storageClassName", "ingressClassName"}
PROBE_DEFAULTS = {"initialDelaySeconds": 0, "timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3}


def pruned(v, key=""):
    """Without what a struct of the API does not tell from nothing."""
    if isinstance(v, list):
        return [pruned(item) for item in v]
    if not isinstance(v, dict):
        return v
    made = {}
    for name, item in v.items():
        item = pruned(item, name)
        in_map = key in ("data", "stringData", "labels", "annotations", "matchLabels")
        if item is None or (not in_map and item in ("", []) and name not in EMPTY_IS_NOT_NONE) or (item == {} and name in BY_VALUE):
            continue
        if key.endswith("Probe") and PROBE_DEFAULTS.get(name) == item:
            continue
        made[name] = item
    return made


def of_api(o):
    group = o["apiVersion"].rpartition("/")[0]
    return "." not in group or group.endswith(".k8s.io")


def without_nulls(v):
    if isinstance(v, list):
        return [without_nulls(item) for item in v]
    return {k: without_nulls(item) for k, item in v.items() if item is not None} if isinstance(v, dict) else v


def normal(o, cluster, namespaced):
    """An object as definitions render it, beside the order: what they add is what a server would add."""
    o = pruned(o) if of_api(o) else without_nulls({k: v for k, v in o.items() if k != "status"})
    meta = o["metadata"]
    if o["kind"] == "Secret":
        for key, text in o.pop("stringData", {}).items():
            o.setdefault("data", {})[key] = base64.b64encode(text.encode()).decode()
        o.setdefault("type", "Opaque")
    if (o["apiVersion"], o["kind"]) in namespaced:
        meta.setdefault("namespace", cluster)
    return o


def place(o):
    return (o["apiVersion"], o["kind"], o["metadata"].get("namespace", ""), o["metadata"]["name"])


def items(documents):
    for d in documents:
        if d and d["kind"] == "List":
            yield from items(d["items"])
        elif d:
            yield d


def main():
    cluster, source, rendered = sys.argv[1:4]
    with open(rendered) as f:
        made = json.load(f)["items"]
    namespaced = {(o["apiVersion"], o["kind"]) for o in made if "namespace" in o["metadata"]}
    with open(source) as f:
        source_items = list(items(yaml.safe_load_all(f)))
    wanted = {place(n): n for n in (normal(o, cluster, namespaced) for o in source_items)}
    own = ("v1", "Namespace", "", cluster)
    wanted.setdefault(own, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": cluster}})
    found = {place(n): n for n in (normal(o, cluster, namespaced) for o in made)}
    wrong = [f"missing: {p}" for p in wanted.keys() - found.keys()] + [f"not asked for: {p}" for p in found.keys() - wanted.keys()]
    for p in wanted.keys() & found.keys():
        if wanted[p] != found[p]:
            wrong.append(f"{p}:\n  wanted {json.dumps(wanted[p], sort_keys=True)}\n  found  {json.dumps(found[p], sort_keys=True)}")
    print("\n".join(wrong) if wrong else f"{len(found)} objects are the same")
    sys.exit(bool(wrong))


main()
