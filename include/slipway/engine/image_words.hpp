// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <fnmatch.h>

#include <slipway/engine/images.hpp>
#include <slipway/oci/reference.hpp>

namespace slipway::engine {

/// Repository and tag as a table has them.
struct shown_name {
    std::string repository = "<none>", tag = "<none>";
};
inline shown_name shown_name_of(const oci::reference& name) {
    if (images::nameless(name)) return {};
    shown_name made{.repository = name.familiar()};
    made.repository.resize(made.repository.find_first_of(
        ":@", made.repository.rfind('/') == std::string::npos ? 0 : made.repository.rfind('/')));
    if (!name.tag().empty()) made.tag = name.tag();
    return made;
}

/// A pattern of names, with or without a tag (docker's filter `reference`).
inline bool matches(const oci::reference& name, const std::string& pattern) {
    const shown_name n = shown_name_of(name);
    const auto fits = [&](const std::string& text) {
        return ::fnmatch(pattern.c_str(), text.c_str(), FNM_PATHNAME) == 0;
    };
    return fits(n.repository) || fits(n.repository + ":" + n.tag) || fits(name.str()) ||
           fits(name.name());
}

}  // namespace slipway::engine
