// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <slipway/cli/detail/lower_case.hpp>
#include <slipway/dsl/rendered.hpp>

namespace slipway::cli {

/// One of the files that a definition is written to; the path is relative to their directory.
struct written_file {
    std::string path;
    std::string content;
};

namespace detail {

/// `deployment-web.yaml`; the second of a kind and name, which stands in another namespace, gets a
/// number.
class file_names {
public:
    std::string of(const dsl::rendered_object& o) {
        const std::string stem = lower_case(o.kind) + "-" + safe(o.name);
        const int n = ++seen_[stem];
        return stem + (n > 1 ? "-" + std::to_string(n) : "") + ".yaml";
    }

private:
    /// Names of roles may hold colons.
    static std::string safe(std::string_view name) {
        std::string made(name);
        for (char& c : made)
            if (c == ':' || c == '/') c = '-';
        return made;
    }
    std::map<std::string, int> seen_;
};

}  // namespace detail

}  // namespace slipway::cli
