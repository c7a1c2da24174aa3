// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <fstream>

namespace slipway::core {

/// All ids that a machine knows: the last number of 32 bits is none.
inline constexpr std::uint64_t all_ids = 0xffff'ffff;

/// How many ids this program's user namespace knows, from 0 on (user_namespaces(7), the maps
/// `uid_map` and `gid_map`): `all_ids` where it is this machine's, 1 where there is nobody but
/// root, 0 where not even he is known. Without such maps it is this machine's.
inline std::uint64_t ids_here(const char* map = "/proc/self/uid_map") {
    std::ifstream in(map);
    if (!in) return all_ids;
    std::uint64_t made = 0, first = 0, outside = 0, count = 0;
    while (in >> first >> outside >> count)
        if (first == made) made += count;
    return made;
}

/// Whether there are other users than root here, to whom files can belong.
inline bool others_here() { return ids_here() > 1; }

}  // namespace slipway::core
