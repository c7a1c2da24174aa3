#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# usage: consume.sh cmake|fetch-content|pkg-config|meson SOURCE BUILD COMPILER
set -eu
how=$1 source=$2 build=$3 compiler=$4

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
consumer=$source/tests/package/consumer

case $how in
    cmake)
        cmake --install "$build" --prefix "$scratch/prefix" >"$scratch/install.log"
        # The command's two programs find each other.
        [ "$("$scratch/prefix/bin/slipway" --version)" = "$("$scratch/prefix/libexec/slipway/slipway-complete" --version)" ]
        "$scratch/prefix/bin/slipway" --root "$scratch/root" ps | grep -q "^CONTAINER ID"
        cmake -S "$consumer" -B "$scratch/build" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" \
              -DCMAKE_PREFIX_PATH="$scratch/prefix"
        cmake --build "$scratch/build"
        program=$scratch/build/consumer
        ;;
    fetch-content)
        cmake -S "$consumer" -B "$scratch/build" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DSLIPWAY_SOURCE="$source"
        cmake --build "$scratch/build" --target consumer
        program=$scratch/build/consumer
        ;;
    pkg-config)
        cmake --install "$build" --prefix "$scratch/prefix" >"$scratch/install.log"
        # It is where the file lies, and not where the configured prefix is.
        PKG_CONFIG_PATH=$scratch/prefix/share/pkgconfig
        export PKG_CONFIG_PATH
        # Flags are words.
        # shellcheck disable=SC2046
        "$compiler" $(pkg-config --cflags slipway) "$consumer/consumer.cpp" -o "$scratch/consumer" $(pkg-config --libs slipway)
        # Without them, a sentence says what is missing.
        if "$compiler" -std=c++20 -fsyntax-only "-I$scratch/prefix/include" "$consumer/operator.cpp" 2>"$scratch/said"; then exit 1; fi
        grep -q "Slipway needs cpp-httplib with TLS" "$scratch/said"
        program=$scratch/consumer
        ;;
    meson)
        CXX=$compiler meson setup "$scratch/build" "$source" -Dtests=false
        meson compile -C "$scratch/build" hello_http
        meson install -C "$scratch/build" --no-rebuild --destdir "$scratch/destdir" --tags devel
        find "$scratch/destdir" -name version.hpp | grep -q slipway/version.hpp
        grep -q "^Version: [0-9]" "$(find "$scratch/destdir" -name slipway.pc)"
        exit 0
        ;;
esac
[ "$("$program" render | head -n 1)" = "apiVersion: v1" ]
