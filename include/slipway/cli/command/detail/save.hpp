// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/save.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline void write_all(int fd, std::string_view bytes, const std::string& name) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw status_error(core::reason::service_unavailable, "cannot write " + name + ": " + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

/// Into a file that appears when it is whole; a pipe or device is written to as it is.
inline void save_to_file(session& s, const std::vector<std::string>& names, const std::string& file) {
    const bool other = std::filesystem::exists(file) && !std::filesystem::is_regular_file(file);
    std::string temporary = file + ".XXXXXX";
    const int fd = other ? ::open(file.c_str(), O_WRONLY | O_CLOEXEC) : ::mkostemp(temporary.data(), O_CLOEXEC);
    if (fd < 0) throw status_error(core::reason::invalid, "cannot write '" + file + "': " + std::strerror(errno));
    try {
        s.images().save(names, [&](std::string_view part) { write_all(fd, part, "'" + file + "'"); });
        if (!other && ::rename(temporary.c_str(), file.c_str()) != 0)
            throw status_error(core::reason::invalid, "cannot write '" + file + "': " + std::strerror(errno));
        ::close(fd);
    } catch (...) {
        ::close(fd);
        if (!other) ::unlink(temporary.c_str());
        throw;
    }
}

inline int run_save(session& s, const arguments& given) {
    if (given.has("output")) {
        save_to_file(s, given.operands(), given.value("output"));
        return 0;
    }
    if (::isatty(STDOUT_FILENO)) throw usage_error("an archive is not printed to a terminal: name a file with -o");
    std::fflush(stdout);
    s.images().save(given.operands(), [](std::string_view part) { write_all(STDOUT_FILENO, part, "the archive"); });
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb save() {
    return {.name = "save",
            .usage = "[OPTION...] IMAGE...",
            .summary = "write images into an archive, which docker and podman load too",
            .options = {{.name = "output", .letter = 'o', .value = "FILE", .help = "instead of standard output"}},
            .least = 1,
            .run = detail::run_save,
            .group = "Images"};
}

}  // namespace slipway::cli::command
