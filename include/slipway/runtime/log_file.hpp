// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <slipway/runtime/types.hpp>

namespace slipway::runtime {

namespace detail {

/// Log entries are lines: time, stream, `F` (full) or `P` (partial), text; the form of Kubernetes'
/// container logs (kubernetes/design-proposals, "CRI: Log management"). This is what those that
/// come at once begin with.
inline std::string log_line_begin(wall_time time, output stream) {
    return core::rfc3339_micro(time) + (stream == output::out ? " stdout " : " stderr ");
}
inline void add_log_line(std::string& to, std::string_view begin, bool partial,
                         std::string_view text) {
    to.append(begin).append(partial ? "P " : "F ").append(text).push_back('\n');
}
inline log_entry parse_log_line(std::string_view line) {
    auto word = [&] {
        const std::size_t end = std::min(line.find(' '), line.size());
        const std::string_view w = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
        return w;
    };
    log_entry made;
    made.time = core::parse_rfc3339(std::string(word()));
    made.stream = word() == "stderr" ? output::err : output::out;
    made.partial = word() == "P";
    made.text = line;
    return made;
}

/// Where the older part of a log is.
inline std::filesystem::path older_log(const std::filesystem::path& file) {
    return file.string() + ".1";
}

/// Where it is noted how much of a log has been thrown away, so that readers find their places
/// again.
inline std::filesystem::path log_begin(const std::filesystem::path& file) {
    return file.string() + ".begin";
}

/// Where the parts of a log begin.
struct log_bases {
    std::uint64_t older = 0, newer = 0;
};
inline log_bases bases_of(const std::filesystem::path& file) {
    log_bases made;
    std::ifstream(log_begin(file)) >> made.older;
    std::error_code none;
    const auto before = std::filesystem::file_size(older_log(file), none);
    made.newer = made.older + (none ? 0 : before);
    return made;
}

/// The entries from `page.next` on of a file that begins at `base`; a line without an end is not
/// one yet.
inline void take_log_lines(const std::filesystem::path& file, std::uint64_t base,
                           std::size_t at_most, log_page& page) {
    std::ifstream in(file, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(page.next - base));
    std::string line;
    while (page.entries.size() < at_most && std::getline(in, line)) {
        if (in.eof()) break;
        page.next += line.size() + 1;
        page.entries.push_back(parse_log_line(line));
    }
}

}  // namespace detail

/// Where what is in that log so far ends, as `log_page::next` counts: for who reads what is there,
/// and not what is written meanwhile.
inline std::uint64_t log_file_end(const std::filesystem::path& file) {
    std::error_code none;
    const auto size = std::filesystem::file_size(file, none);
    return detail::bases_of(file).newer + (none ? 0 : size);
}

/// Reads the log that `container_spec::log` names, of a container that does not run: as `read_log`
/// of a runtime does. Nothing is no log. Throws `status_error` (internal_error) where something
/// else stands in the file.
inline log_page read_log_file(const std::filesystem::path& file, std::uint64_t from,
                              std::size_t at_most) {
    const detail::log_bases bases = detail::bases_of(file);
    log_page made;
    made.next = std::max(from, bases.older);
    try {
        if (made.next < bases.newer)
            detail::take_log_lines(detail::older_log(file), bases.older, at_most, made);
        if (made.next >= bases.newer) detail::take_log_lines(file, bases.newer, at_most, made);
    } catch (const std::invalid_argument& e) {
        throw status_error(core::reason::internal_error, file.string() + " is no log: " + e.what());
    }
    return made;
}

}  // namespace slipway::runtime
