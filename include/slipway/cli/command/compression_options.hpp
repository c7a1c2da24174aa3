// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <charconv>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/oci/pack.hpp>

namespace slipway::cli::command {

/// The options of verbs that write layers, behind those of the verb's own. `what`, a literal, is
/// the help on the kinds.
inline std::vector<option> with_compression_options(std::vector<option> own, const char* what) {
    own.push_back({.name = "compression", .value = "KIND", .help = what});
    own.push_back({.name = "compression-level",
                   .value = "NUMBER",
                   .help = "of gzip 1 to 9, of zstd 1 to 22 (6)"});
    return own;
}

/// What was asked for; nothing where it was not. Throws `usage_error`.
inline std::optional<oci::compression> compression_in(const arguments& given) {
    if (!given.has("compression")) return std::nullopt;
    const std::string name = given.value("compression");
    if (name == "gzip") return oci::compression::gzip;
    if (name == "zstd") return oci::compression::zstd;
    if (name == "none") return oci::compression::none;
    throw usage_error("'" + name + "' is no compression; gzip, zstd and none are");
}

/// The same of the level, which is one of `how`.
inline std::optional<int> compression_level_in(const arguments& given, oci::compression how) {
    if (!given.has("compression-level")) return std::nullopt;
    const std::string text = given.value("compression-level");
    int made = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), made);
    if (error != std::errc() || end != text.data() + text.size())
        throw usage_error("--compression-level takes a number, not '" + text + "'");
    try {
        oci::check_level(how, made);
    } catch (const status_error& e) {
        throw usage_error(e.message());
    }
    return made;
}

}  // namespace slipway::cli::command
