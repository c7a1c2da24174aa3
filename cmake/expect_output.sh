#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# usage: expect_output.sh EXPECTED PROGRAM [ARGUMENT...]
# Succeeds when the program does, and has printed what is in the file EXPECTED.
set -eu
expected=$1
shift
printed=$(mktemp)
trap 'rm -f "$printed"' EXIT
"$@" >"$printed"
diff -u "$expected" "$printed"
