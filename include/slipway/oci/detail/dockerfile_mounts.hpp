// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/parse_bytes.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/recipe_mounts.hpp>

namespace slipway::oci::detail {

/// Reads what `RUN --mount=` says: `type=cache,target=/root/.cache,sharing=locked` (Docker,
/// "Dockerfile reference", "RUN --mount"); a part in double quotes may have commas. Throws
/// `status_error` (invalid).
class dockerfile_mount {
public:
    static run_mount parse(const std::string& text) { return dockerfile_mount(text).run(); }

private:
    explicit dockerfile_mount(const std::string& text) : text_(text) {
        for (const std::string& part : parts(text)) {
            const std::size_t equals = part.find('=');
            const std::string name = known_as(part.substr(0, equals));
            if (!values_.emplace(name, equals == part.npos ? "true" : part.substr(equals + 1))
                     .second)
                fail("it says " + name + " twice");
            if (equals == part.npos && name != "readonly" && name != "readwrite" &&
                name != "required")
                fail("\"" + part.substr(0, 40) + "\" has no value: write NAME=VALUE");
        }
    }

    run_mount run() {
        const std::string type = take("type", "bind");
        run_mount made = type == "bind"     ? run_mount(bind())
                         : type == "cache"  ? run_mount(cache())
                         : type == "tmpfs"  ? run_mount(tmpfs())
                         : type == "secret" ? run_mount(secret())
                         : type == "ssh"    ? run_mount(ssh())
                                            : no_type(type);
        if (!values_.empty())
            fail("a mount of type " + type + " takes no " + values_.begin()->first);
        return made;
    }

    [[noreturn]] void fail(const std::string& why) const {
        throw status_error(core::reason::invalid,
                           "RUN --mount=" + text_.substr(0, 100) + " is not understood: " + why);
    }
    [[noreturn]] run_mount no_type(const std::string& type) const {
        fail("there is no type " + type.substr(0, 40) +
             "; there are bind, cache, tmpfs, secret and ssh");
    }

    /// At commas outside of double quotes, as lines of CSV have them (RFC 4180).
    std::vector<std::string> parts(const std::string& text) const {
        std::vector<std::string> made(1);
        bool quoted = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"')
                made.back() += text[++i];
            else if (c == '"' && (quoted || made.back().empty())) quoted = !quoted;
            else if (c == ',' && !quoted) made.emplace_back();
            else made.back() += c;
        }
        if (quoted) fail("a \" is missing at its end");
        return made;
    }

    std::string known_as(std::string name) const {
        static const std::map<std::string, std::string> others{{"src", "source"},
                                                               {"dst", "target"},
                                                               {"destination", "target"},
                                                               {"ro", "readonly"},
                                                               {"rw", "readwrite"}};
        if (const auto at = others.find(name); at != others.end()) return at->second;
        for (const char* known : {"type", "from", "source", "target", "readonly", "readwrite", "id",
                                  "sharing", "mode", "uid", "gid", "size", "required", "env"})
            if (name == known) return name;
        fail("there is no \"" + name.substr(0, 40) +
             "\"; there are type, from, source, target, ro, rw, id, sharing, mode, uid, gid, size, "
             "required and env");
    }

    std::string take(const std::string& name, std::string otherwise = {}) {
        const auto at = values_.find(name);
        if (at == values_.end()) return otherwise;
        std::string made = std::move(at->second);
        values_.erase(at);
        return made;
    }
    recipe_text take_text(const std::string& name, const std::string& otherwise = {}) {
        std::string made = take(name, otherwise);
        return made.find('$') == made.npos ? recipe_text(std::move(made))
                                           : with_variables(std::move(made));
    }
    bool take_flag(const std::string& name, bool otherwise = false) {
        std::string said = take(name);
        std::transform(said.begin(), said.end(), said.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        if (said.empty()) return otherwise;
        if (said == "true" || said == "1") return true;
        if (said != "false" && said != "0")
            fail(name + " is either true or false, not \"" + said.substr(0, 40) + '"');
        return false;
    }
    /// Whether it may be written to.
    bool take_writable(bool otherwise) {
        if (values_.count("readonly") && values_.count("readwrite"))
            fail("it says readonly and readwrite");
        const bool written = take_flag("readwrite", otherwise);
        return !take_flag("readonly", !written);
    }
    std::string take_from() {
        std::string made = take("from");
        if (made.find('$') != made.npos)
            fail("from takes no variables: begin a stage (FROM " + made.substr(0, 60) +
                 " AS name), and take from that");
        return made;
    }
    recipe_text take_target() {
        recipe_text made = take_text("target");
        if (made.empty()) fail("it needs target=PATH, where the command is to find it");
        return made;
    }
    std::uint64_t take_size() {
        const std::string said = take("size");
        if (said.empty()) return 0;
        const auto made = core::parse_bytes(said);
        if (!made || *made == 0) fail("size=" + said.substr(0, 40) + " is no size, such as 64m");
        return *made;
    }

    bind_mount bind() {
        return {.target = take_target(),
                .source = take_text("source"),
                .from = take_from(),
                .writable = take_writable(false)};
    }
    cache_mount cache() {
        cache_mount made{.target = take_target(), .id = take_text("id")};
        const std::string sharing = take("sharing", "shared");
        if (sharing == "private") made.sharing = cache_sharing::one_each;
        else if (sharing == "locked") made.sharing = cache_sharing::locked;
        else if (sharing != "shared")
            fail("sharing is shared, private or locked, not \"" + sharing.substr(0, 40) + '"');
        made.from = take_from();
        made.source = take_text("source");
        if (made.from.empty() && !made.source.empty())
            fail("source is a path in what from=STAGE names");
        made.mode = take_text("mode", "0755");
        made.uid = take_text("uid");
        made.gid = take_text("gid");
        made.read_only = !take_writable(true);
        return made;
    }
    tmpfs_mount tmpfs() {
        return {.target = take_target(), .bytes = take_size(), .read_only = !take_writable(true)};
    }
    secret_mount secret() {
        secret_mount made{.id = take_text("id"), .target = take_text("target"), .env = take("env")};
        if (made.id.empty()) made.id = take_text("source");  // as it was written once
        if (made.id.empty() && !made.target.empty()) {
            made.id = made.target;
            made.id.text.erase(0, made.id.text.rfind('/') + 1);
        }
        if (made.id.empty()) fail("it needs id=NAME, by which the one who builds gives it");
        made.required = take_flag("required");
        made.mode = take_text("mode", "0400");
        made.uid = take_text("uid");
        made.gid = take_text("gid");
        return made;
    }
    ssh_mount ssh() {
        for (const char* name : {"mode", "uid", "gid"})
            if (values_.count(name))
                fail(std::string("the socket of an agent has the ") + name +
                     " that it has on this machine");
        return {.id = take_text("id", "default"),
                .target = take_text("target"),
                .required = take_flag("required")};
    }

    const std::string& text_;
    std::map<std::string, std::string> values_;
};

}  // namespace slipway::oci::detail
