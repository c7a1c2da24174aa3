// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::cli::command::detail {

/// The option that `write_archive` reads.
inline constexpr option archive_option{
    .name = "output", .letter = 'o', .value = "FILE", .help = "instead of standard output"};

inline void write_all(int fd, std::string_view bytes, const std::string& name) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            throw status_error(core::reason::service_unavailable,
                               "cannot write " + name + ": " + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

/// Into a file that appears when it is whole; a pipe or device is written to as it is.
inline void write_archive_to(const std::string& file,
                             const std::function<void(const oci::byte_sink&)>& write) {
    const bool other = std::filesystem::exists(file) && !std::filesystem::is_regular_file(file);
    std::string temporary = file + ".XXXXXX";
    const int fd = other ? ::open(file.c_str(), O_WRONLY | O_CLOEXEC)
                         : ::mkostemp(temporary.data(), O_CLOEXEC);
    if (fd < 0)
        throw status_error(core::reason::invalid,
                           "cannot write '" + file + "': " + std::strerror(errno));
    try {
        write([&](std::string_view part) { write_all(fd, part, "'" + file + "'"); });
        if (!other && ::rename(temporary.c_str(), file.c_str()) != 0)
            throw status_error(core::reason::invalid,
                               "cannot write '" + file + "': " + std::strerror(errno));
        ::close(fd);
    } catch (...) {
        ::close(fd);
        if (!other) ::unlink(temporary.c_str());
        throw;
    }
}

/// To standard output. Throws `usage_error` for a terminal, which says what to do `instead`.
inline void print_archive(const std::string& instead,
                          const std::function<void(const oci::byte_sink&)>& write) {
    if (::isatty(STDOUT_FILENO))
        throw usage_error("an archive is not printed to a terminal: " + instead);
    std::fflush(stdout);
    write([](std::string_view part) { write_all(STDOUT_FILENO, part, "the archive"); });
}

/// Where the options say. Throws `usage_error` for a terminal.
inline void write_archive(const arguments& given,
                          const std::function<void(const oci::byte_sink&)>& write) {
    if (given.has("output")) return write_archive_to(given.value("output"), write);
    print_archive("name a file with -o", write);
}

}  // namespace slipway::cli::command::detail
