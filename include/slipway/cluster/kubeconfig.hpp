// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <slipway/core/base64.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/yaml_scalar.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cluster {

/// What a client needs to reach a cluster.
struct credentials {
    std::string cluster{};                   ///< name of the cluster, and of the context
    std::string server{};                    ///< `https://127.0.0.1:6443`
    std::string namespace_{};                ///< the context's namespace; empty: `default`
    std::string ca_pem{};
    std::string client_certificate_pem{};
    std::string client_key_pem{};
};

/// The text of a kubeconfig file with these credentials in it (Kubernetes, "client configuration v1").
inline std::string kubeconfig(const credentials& c) {
    auto text = [](const std::string& s) { return core::is_plain_yaml(s) ? s : json::write(json::value(s)); };
    const std::string cluster = text(c.cluster), user = text(c.cluster + "-admin");
    std::string out = "apiVersion: v1\nkind: Config\nclusters:\n- name: " + cluster + "\n  cluster:\n    server: " + text(c.server) +
                      "\n    certificate-authority-data: " + core::encode_base64(c.ca_pem) +
                      "\nusers:\n- name: " + user + "\n  user:\n    client-certificate-data: " +
                      core::encode_base64(c.client_certificate_pem) + "\n    client-key-data: " + core::encode_base64(c.client_key_pem) +
                      "\ncontexts:\n- name: " + cluster + "\n  context:\n    cluster: " + cluster + "\n    user: " + user + "\n";
    if (!c.namespace_.empty()) out += "    namespace: " + text(c.namespace_) + "\n";
    return out + "current-context: " + cluster + "\n";
}

/// Writes `content` so that nobody else may read it (mode 0600), and so that no reader sees half of it. Throws
/// `status_error` (internal_error) that names the file.
inline void write_secret_file(const std::filesystem::path& file, std::string_view content) {
    auto fail = [&](const std::string& what) {
        throw core::status_error(core::reason::internal_error,
                                 "cannot " + what + " '" + file.string() + "': " + std::strerror(errno));
    };
    std::string name = file.string() + ".XXXXXX";
    const int fd = mkstemp(name.data());  // 0600 by POSIX
    if (fd < 0) fail("create");
    while (!content.empty()) {
        const ssize_t n = ::write(fd, content.data(), content.size());
        if (n < 0) {
            if (errno == EINTR) continue;
            const int error = errno;
            ::close(fd);
            ::unlink(name.c_str());
            errno = error;
            fail("write");
        }
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    ::close(fd);
    if (::rename(name.c_str(), file.c_str()) != 0) {
        const int error = errno;
        ::unlink(name.c_str());
        errno = error;
        fail("write");
    }
}

}  // namespace slipway::cluster
