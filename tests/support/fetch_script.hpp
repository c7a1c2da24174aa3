// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace support {

/// A script for busybox that prints the last line of the page at the address, and tries again for
/// two seconds and more while nobody serves one yet.
inline std::string fetch_script(const std::string& address, const std::string& port = "80") {
    return "for i in $(seq 100); do printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 " + address +
           ' ' + port + " | tail -1 | grep . && break; usleep 20000; done";
}

}  // namespace support
