#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
#
# usage: import.sh round_trip SHOP COMPILER INCLUDE_DIRECTORY YAML CLUSTER
#        import.sh shop SHOP COMPILER INCLUDE_DIRECTORY
#        import.sh crd SHOP COMPILER INCLUDE_DIRECTORY CRD_YAML DEFINITION
# What `import` writes compiles without a warning, and renders the objects that it was made from.
set -eu
what=$1 shop=$2 compiler=$3 include=$4
here=$(dirname "$0")

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
compile() { # source, program
    "$compiler" -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$include" -I"$scratch" "$1" -o "$2"
}
round_trip() { # yaml, cluster
    "$shop" import -f "$1" -o "$scratch/imported.cpp"
    compile "$scratch/imported.cpp" "$scratch/imported"
    "$scratch/imported" render -o json >"$scratch/rendered.json"
    python3 "$here/import_compare.py" "$2" "$1" "$scratch/rendered.json"
}

case $what in
    round_trip) round_trip "$5" "$6" ;;
    shop)
        "$shop" render >"$scratch/shop.yaml"
        round_trip "$scratch/shop.yaml" shop
        # What was imported is as it was written by hand, but for its order: it is imported as the same again.
        "$shop" import --file="$scratch/shop.yaml" >"$scratch/again.cpp"
        cmp "$scratch/imported.cpp" "$scratch/again.cpp"
        "$shop" import <"$scratch/shop.yaml" --name store | grep -q 'constexpr Cluster store() {'
        ;;
    crd)
        "$shop" import --crd "$5" -o "$scratch/widgets.hpp"
        compile "$6" "$scratch/uses"
        "$scratch/uses"
        ;;
esac
