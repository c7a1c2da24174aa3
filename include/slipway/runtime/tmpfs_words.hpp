// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/number_in.hpp>
#include <slipway/core/split.hpp>
#include <slipway/core/status.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime {

namespace detail {

/// `64m`, `1g`, `65536k`, `1048576`: as tmpfs(5) writes it.
inline std::optional<std::uint64_t> tmpfs_bytes(std::string_view text) {
    unsigned shift = 0;
    if (const auto unit = text.empty() ? text.npos : std::string_view("kmgKMG").find(text.back());
        unit != text.npos) {
        shift = static_cast<unsigned>(unit % 3 + 1) * 10;
        text.remove_suffix(1);
    }
    const auto number = core::number_in<std::uint64_t>(text);
    return number && *number <= UINT64_MAX >> shift >> 1 ? std::optional(*number << shift)
                                                         : std::nullopt;
}
inline std::optional<std::uint32_t> octal_mode(std::string_view text) {
    std::uint32_t made = 0;
    for (const char c : text) {
        if (c < '0' || c > '7' || made > 07777) return std::nullopt;
        made = made << 3 | static_cast<std::uint32_t>(c - '0');
    }
    return !text.empty() && made <= 07777 ? std::optional(made) : std::nullopt;
}
/// False for what is no option.
inline bool take_tmpfs_option(tmpfs& to, std::string_view one) {
    for (const auto& [name, member] :
         {std::pair<std::string_view, bool tmpfs::*>("exec", &tmpfs::exec),
          {"suid", &tmpfs::suid},
          {"dev", &tmpfs::dev}}) {
        if (one != name && one != "no" + std::string(name)) continue;
        to.*member = one == name;
        return true;
    }
    if (one == "ro" || one == "rw") {
        to.read_only = one == "ro";
        return true;
    }
    for (const std::string_view plain :
         {"rprivate", "private", "noatime",
          "relatime"})  // it is private, and nobody looks at those times
        if (one == plain) return true;
    const auto equals = one.find('=');
    if (equals == one.npos) return false;
    const std::string_view name = one.substr(0, equals), value = one.substr(equals + 1);
    if (name == "size") {
        const auto bytes = tmpfs_bytes(value);
        to.bytes = bytes.value_or(0);
        return bytes.has_value();
    }
    if (name == "mode") {
        const auto mode = octal_mode(value);
        to.mode = mode.value_or(0);
        return mode.has_value();
    }
    const auto id = core::number_in<std::uint32_t>(value);
    if (name == "uid") to.uid = id.value_or(0);
    else if (name != "gid") return false;
    else to.gid = id.value_or(0);
    return id.has_value();
}

}  // namespace detail

/// A directory in memory, from where it is to be and the options that Docker and Podman take
/// (`--tmpfs /run:size=64m,mode=755`): without any, programs in it cannot be run. Throws
/// `status_error` (invalid) for what is none.
inline tmpfs tmpfs_named(std::string target, std::string_view options) {
    tmpfs made{.target = std::move(target)};
    if (!made.target.starts_with('/') || made.target.find_first_not_of('/') == made.target.npos)
        throw status_error(
            core::reason::invalid,
            "'" + made.target +
                "' is no place for a directory in memory: it is an absolute path in the container, below /");
    if (options.empty()) return made;
    for (const std::string& one : core::split(options))
        if (!detail::take_tmpfs_option(made, one))
            throw status_error(
                core::reason::invalid,
                "'" + one + "' is no option of the directory in memory " + made.target +
                    "; ro, rw, exec, noexec, suid, nosuid, dev, nodev, size=64m, mode=1777, uid= and gid= are");
    return made;
}

/// `rw,noexec,nosuid,nodev`
inline std::string flags_in_words(const tmpfs& t) {
    std::string made = t.read_only ? "ro" : "rw";
    for (const auto& [set, name] : {std::pair(t.exec, "exec"), {t.suid, "suid"}, {t.dev, "dev"}})
        made += std::string(set ? "," : ",no") + name;
    return made;
}
/// Its options, all but what is as it always is.
inline std::string options_in_words(const tmpfs& t) {
    std::string made = flags_in_words(t);
    if (t.bytes) made += ",size=" + std::to_string(t.bytes);
    std::string mode;
    for (std::uint32_t rest = t.mode; rest || mode.empty(); rest >>= 3)
        mode.insert(mode.begin(), static_cast<char>('0' + (rest & 7)));
    if (t.mode != 01777) made += ",mode=" + mode;
    if (t.uid) made += ",uid=" + std::to_string(t.uid);
    if (t.gid) made += ",gid=" + std::to_string(t.gid);
    return made;
}

}  // namespace slipway::runtime
