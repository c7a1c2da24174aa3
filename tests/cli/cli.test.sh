#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# usage: cli.test.sh SHOP
set -eu
shop=$1

fails_with() { # code, command...
    wanted=$1
    shift
    code=0
    "$@" >/dev/null 2>&1 || code=$?
    [ "$code" = "$wanted" ] || { echo "exit code $code, not $wanted: $*" >&2; exit 1; }
}
says() { # text, command...
    text=$1
    shift
    "$@" 2>&1 | grep -qF -e "$text" || { echo "'$text' is not printed by: $*" >&2; exit 1; }
}

says 'nothing wrong' "$shop" check
says 'usage:' "$shop" --help
says 'usage:' "$shop" render --help
says 'usage:' "$shop" help check
says 'slipway 0.' "$shop" --version
says 'did you mean render?' "$shop" rendr
says "not 'xml'" "$shop" render -o xml
fails_with 0 "$shop" --help
fails_with 2 "$shop"
fails_with 2 "$shop" rendr
fails_with 2 "$shop" render -o xml
fails_with 2 "$shop" check --fast
fails_with 1 sh -c '"$1" render >/dev/full' sh "$shop"
[ "$("$shop" render | md5sum)" = "$("$shop" render | md5sum)" ]
"$shop" render | python3 -c '
import sys, yaml
documents = list(yaml.safe_load_all(sys.stdin))
assert [d["kind"] for d in documents] == ["Namespace", "ConfigMap", "Deployment", "Deployment", "Service", "Service"], documents
'
"$shop" render -o json | python3 -c 'import json, sys; assert len(json.load(sys.stdin)["items"]) == 6'
chart=$(mktemp -d)
trap 'rm -rf "$chart"' EXIT
"$shop" render --directory "$chart" --as helm >/dev/null
python3 -c '
import json, sys, yaml
values = yaml.safe_load(open(sys.argv[1] + "/values.yaml"))
schema = json.load(open(sys.argv[1] + "/values.schema.json"))
assert values.keys() == schema["properties"].keys() and len(values) == 2, values
assert all(c["image"]["repository"] for v in values.values() for c in v["containers"].values()), values
' "$chart"
