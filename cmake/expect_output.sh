#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# usage: expect_output.sh EXPECTED PROGRAM [ARGUMENT...]
# Succeeds when the program does, and has printed what is in the file EXPECTED. As root the program runs in a network
# namespace of its own.
set -eu
if [ "$(id -u)" = 0 ] && [ -z "${SLIPWAY_OWN_NETWORK:-}" ]; then
    SLIPWAY_OWN_NETWORK=1 exec unshare --net sh "$0" "$@"
fi
if [ -n "${SLIPWAY_OWN_NETWORK:-}" ]; then ip link set lo up; fi
expected=$1
shift
printed=$(mktemp)
trap 'rm -f "$printed"' EXIT
"$@" >"$printed"
diff -u "$expected" "$printed"
