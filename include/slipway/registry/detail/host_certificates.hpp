// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>
#include <slipway/net/small_file.hpp>
#include <slipway/registry/host_certificates.hpp>

namespace slipway::registry {

namespace detail {

/// A directory that is there for one of the names. Servers choose names, too: none leads out of the
/// directories.
inline std::optional<std::filesystem::path> directory_of_host(
    const std::vector<std::filesystem::path>& directories, const std::vector<std::string>& names) {
    for (const auto& directory : directories)
        for (const std::string& name : names) {
            if (name.empty() || name == "." || name == ".." || name.find('/') != name.npos ||
                name.find('\0') != name.npos)
                continue;
            std::error_code unknown;
            if (std::filesystem::is_directory(directory / name, unknown)) return directory / name;
        }
    return std::nullopt;
}

inline void complete_from(const std::filesystem::path& directory, net::client_tls& tls) {
    std::error_code error;
    std::set<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(directory, error), end; !error && at != end;
         at.increment(error))
        files.insert(at->path());
    if (error)
        throw core::status_error(
            core::reason::bad_request,
            "cannot look into '" + directory.string() + "' for certificates: " + error.message());
    const auto partner = [&](std::filesystem::path of, const char* extension, const char* what) {
        of.replace_extension(extension);
        if (!files.contains(of))
            throw core::status_error(core::reason::bad_request,
                                     "there is no " + of.filename().string() + " in '" +
                                         directory.string() + "', " + what);
        return of;
    };
    for (const auto& file : files) {
        if (file.extension() == ".crt") {
            if (tls.ca_pem.empty())
                tls.more_ca_pem += net::read_pem_file(file, "the certificate authority") + '\n';
        } else if (file.extension() == ".key") {
            partner(file, ".cert", "the certificate of a key");
        } else if (file.extension() == ".cert") {
            const auto key = partner(
                file, ".key", "the key of a certificate (authorities to trust end with .crt)");
            if (!tls.own)
                tls.own = net::key_pair{net::read_pem_file(file, "the client's certificate"),
                                        net::read_pem_file(key, "the client's key")};
        }
    }
}

}  // namespace detail

SLIPWAY_INLINE host_certificates host_certificates::standard(const environment& variables) {
    const char* const home = variables ? variables("HOME") : std::getenv("HOME");
    std::vector<std::filesystem::path> directories;
    if (home && *home)
        for (const char* whose : {"containers", "docker"})
            directories.push_back(std::filesystem::path(home) / ".config" / whose / "certs.d");
    for (const char* whose : {"containers", "docker"})
        directories.push_back(std::filesystem::path("/etc") / whose / "certs.d");
    return host_certificates(std::move(directories));
}

SLIPWAY_INLINE void host_certificates::complete(net::client_tls& tls,
                                                const std::vector<std::string>& names) const {
    if (const auto directory = detail::directory_of_host(directories_, names))
        detail::complete_from(*directory, tls);
}

}  // namespace slipway::registry
