// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <iterator>
#include <string>

#include <slipway/core/random.hpp>

namespace slipway::engine::detail {

/// A name that one can say: for a container that was given none.
inline std::string made_up_name(core::random_source& random) {
    static constexpr const char* manners[] = {
        "able",  "bold",  "brisk",  "bright", "calm",   "clever",  "cosy",   "daring", "eager",
        "fair",  "fleet", "gentle", "glad",   "hardy",  "jolly",   "keen",   "kind",   "lively",
        "lucky", "merry", "mild",   "neat",   "nimble", "patient", "plucky", "proud",  "quick",
        "quiet", "ready", "steady", "stout",  "sunny",  "swift",   "trusty", "warm",   "wise"};
    static constexpr const char* things[] = {
        "anchor",  "barge",  "beacon",  "bollard", "brig",    "buoy",   "capstan",  "clipper",
        "compass", "cutter", "dinghy",  "ferry",   "frigate", "galley", "gig",      "halyard",
        "harbour", "helm",   "hull",    "jetty",   "keel",    "ketch",  "lantern",  "lugger",
        "mast",    "oar",    "pinnace", "quay",    "rudder",  "sail",   "schooner", "sextant",
        "skiff",   "sloop",  "tender",  "tiller",  "trawler", "tug",    "wherry",   "yawl"};
    return std::string(manners[random.number(std::size(manners))]) + '_' +
           things[random.number(std::size(things))];
}

/// 64 hexadecimal digits.
inline std::string made_up_id(core::random_source& random) {
    std::string made;
    for (int i = 0; i < 64; ++i) made += "0123456789abcdef"[random.number(16)];
    return made;
}

}  // namespace slipway::engine::detail
