// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <slipway/engine/shim.hpp>

namespace support {

/// This program may be started as a shim: its main function, which is that of all tests, does not
/// know of them.
inline const bool is_no_shim = [] {
    std::ifstream in("/proc/self/cmdline", std::ios::binary);
    std::vector<std::string> words;
    for (std::string word; std::getline(in, word, '\0');) words.push_back(word);
    std::vector<char*> argv;
    for (std::string& w : words) argv.push_back(w.data());
    argv.push_back(nullptr);
    if (const auto ended = slipway::engine::run_shim(static_cast<int>(words.size()), argv.data()))
        std::exit(*ended);
    return true;
}();

}  // namespace support
