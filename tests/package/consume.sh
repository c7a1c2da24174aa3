#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# usage: consume.sh cmake|pkg-config|meson SOURCE BUILD COMPILER
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
    pkg-config)
        cmake --install "$build" --prefix "$scratch/prefix" >"$scratch/install.log"
        # The prefix in the file is the configured one; pkg-config replaces it by where the file lies.
        PKG_CONFIG_PATH=$scratch/prefix/share/pkgconfig
        export PKG_CONFIG_PATH
        # Flags are words.
        # shellcheck disable=SC2046
        "$compiler" $(pkg-config --define-variable=prefix="$scratch/prefix" --cflags slipway) "$consumer/consumer.cpp" \
            -o "$scratch/consumer" $(pkg-config --define-variable=prefix="$scratch/prefix" --libs slipway)
        program=$scratch/consumer
        ;;
    meson)
        CXX=$compiler meson setup "$scratch/build" "$source" -Dtests=false
        meson compile -C "$scratch/build" hello_http
        meson install -C "$scratch/build" --no-rebuild --destdir "$scratch/destdir" --tags devel
        find "$scratch/destdir" -name version.hpp | grep -q slipway/version.hpp
        exit 0
        ;;
esac
[ "$("$program" render | head -n 1)" = "apiVersion: v1" ]
