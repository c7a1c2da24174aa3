// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/oci/path_pattern.hpp>

namespace slipway::oci {

/// Which files of a directory are no part of a build: the lines of a `.dockerignore` (Docker,
/// "Build context", "Dockerignore files"). What a pattern matches is left out with all that is
/// below it; a pattern behind `!` takes something in again; of several that match, the last one
/// holds.
class dockerignore {
public:
    /// Leaves out nothing.
    dockerignore() = default;

    /// Throws `status_error` (invalid), which names the line.
    static dockerignore parse(std::string_view text) {
        if (text.size() > longest)
            throw status_error(core::reason::invalid, ".dockerignore: it has more than 1 MiB");
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        dockerignore made;
        for (std::size_t line = 1; !text.empty(); ++line) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            try {
                made.add(text.substr(0, end));
            } catch (const status_error& e) {
                throw status_error(e.why(),
                                   ".dockerignore:" + std::to_string(line) + ": " + e.message());
            }
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return made;
    }

    /// Whether the file of this relative path is left out.
    bool ignores(std::string_view path) const {
        bool ignored = false;
        for (const rule& r : rules_)
            if (r.takes_in == ignored && matches(r.pattern, path)) ignored = !r.takes_in;
        return ignored;
    }
    /// Whether nothing below this directory can be taken in, so that nobody has to look.
    bool ignores_all_below(std::string_view directory) const {
        return !takes_in_ && ignores(directory);
    }

private:
    static constexpr std::size_t longest = 1024 * 1024;
    struct rule {
        path_pattern pattern;
        bool takes_in = false;
    };

    static std::string_view trim(std::string_view s) {
        constexpr std::string_view blanks = " \t\r\v\f";
        while (!s.empty() && blanks.find(s.front()) != blanks.npos) s.remove_prefix(1);
        while (!s.empty() && blanks.find(s.back()) != blanks.npos) s.remove_suffix(1);
        return s;
    }

    /// Without `.`, empty parts and what `..` takes back; a slash at the front or the end means
    /// nothing.
    static std::string clean(std::string_view path) {
        std::vector<std::string_view> parts;
        for (std::size_t at = 0; at <= path.size();) {
            const std::size_t end = std::min(path.find('/', at), path.size());
            const std::string_view part = path.substr(at, end - at);
            at = end + 1;
            if (part.empty() || part == ".") continue;
            if (part != ".." || parts.empty() || parts.back() == "..") parts.push_back(part);
            else parts.pop_back();
        }
        std::string made;
        for (const std::string_view part : parts) made.append(made.empty() ? "" : "/").append(part);
        return made;
    }

    void add(std::string_view line) {
        if (line.starts_with('#')) return;
        line = trim(line);
        if (line.empty()) return;
        const bool takes_in = line.starts_with('!');
        if (takes_in) line = trim(line.substr(1));
        if (line.empty())
            throw status_error(core::reason::invalid, "a ! needs a pattern behind it");
        const std::string pattern = clean(line);
        if (pattern.empty()) return;  // the directory itself, of which a build always has something
        rules_.push_back({path_pattern(pattern), takes_in});
        takes_in_ = takes_in_ || takes_in;
    }

    static bool matches(const path_pattern& pattern, std::string_view path) {
        for (;;) {
            if (pattern.matches(path)) return true;
            const std::size_t slash = path.rfind('/');
            if (slash == path.npos) return false;
            path = path.substr(0, slash);
        }
    }

    std::vector<rule> rules_;
    bool takes_in_ = false;
};

}  // namespace slipway::oci
