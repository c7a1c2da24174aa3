// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <string>

#include <sys/utsname.h>

namespace slipway::node::detail {

/// What a node tells of the machine that it is on (Kubernetes API, `NodeSystemInfo`); empty where
/// the machine does not say.
struct machine_facts {
    machine_facts()
        : id(first_line("/etc/machine-id")), boot(first_line("/proc/sys/kernel/random/boot_id")) {
        if (utsname names{}; ::uname(&names) == 0) kernel = names.release;
        // os-release(5)
        std::ifstream in("/etc/os-release");
        for (std::string line; std::getline(in, line);)
            if (line.starts_with("PRETTY_NAME=")) system = unquoted(line.substr(12));
    }

    std::string kernel{}, system{"Linux"};
    std::string id{}, boot{};

private:
    static std::string first_line(const char* file) {
        std::ifstream in(file);
        std::string line;
        std::getline(in, line);
        return line;
    }
    static std::string unquoted(const std::string& s) {
        return s.size() >= 2 && s.front() == '"' && s.back() == '"' ? s.substr(1, s.size() - 2) : s;
    }
};

}  // namespace slipway::node::detail
