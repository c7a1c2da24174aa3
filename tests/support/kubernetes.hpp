// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <slipway/api/core_v1.hpp>
#include <slipway/client/client.hpp>
#include <slipway/client/http_transport.hpp>
#include <slipway/client/kubeconfig.hpp>
#include <slipway/core/status.hpp>
#include <slipway/net/tls.hpp>

#include <support/eventually.hpp>
#include <support/free_port.hpp>
#include <support/scratch_directory.hpp>
#include <support/server_program.hpp>

namespace support {

/// Kubernetes' own API server with its etcd, on loopback, without nodes; gone with this object.
/// Users: `token` and `certificate`, who may do all, `stranger`, who may do nothing, and `unknown`,
/// whose token is wrong.
class kubernetes {
public:
    /// Whether the environment names both programs: SLIPWAY_KUBE_APISERVER, SLIPWAY_ETCD.
    static bool is_there() {
        return std::getenv("SLIPWAY_KUBE_APISERVER") && std::getenv("SLIPWAY_ETCD");
    }

    kubernetes() {
        write_files();
        for (int n = 0; n < 3 && !start(); ++n) stop();  // a port may have been taken meanwhile
        if (server_ <= 0)
            throw std::runtime_error(
                "kube-apiserver does not start: " +
                scratch_directory::read(files_ / "server.log").substr(0, 4000));
    }
    kubernetes(const kubernetes&) = delete;
    ~kubernetes() { stop(); }

    /// Starts Kubernetes' own controllers, too, if SLIPWAY_KUBE_CONTROLLER_MANAGER names them.
    bool start_controllers() {
        const char* const program = std::getenv("SLIPWAY_KUBE_CONTROLLER_MANAGER");
        if (program)
            controllers_ = start_program({program, "--kubeconfig", kubeconfig().string(),
                                          "--leader-elect=false", "--secure-port", "0", "--port",
                                          "0", "--cert-dir", (files_ / "certificates").string()},
                                         (files_ / "controllers.log").string());
        return controllers_ > 0;
    }

    /// Its contexts are the users.
    std::filesystem::path kubeconfig() const { return files_ / "kubeconfig"; }

private:
    void write_files() {
        const slipway::net::certificate_authority ca("tests");
        const auto write = [&](const char* file, const std::string& content) {
            scratch_directory::write(files_ / file, content);
            std::filesystem::permissions(files_ / file, std::filesystem::perms::owner_read |
                                                            std::filesystem::perms::owner_write);
        };
        const auto server = ca.issue_server("kube-apiserver", {"127.0.0.1"}),
                   admin = ca.issue_client("admin", {"system:masters"});
        write("ca.crt", ca.certificate_pem());
        write("server.crt", server.certificate_pem);
        write("server.key", server.key_pem);
        write("client.crt", admin.certificate_pem);
        write("client.key", admin.key_pem);
        write("tokens.csv",
              "token-of-the-admin,token,1,\"system:masters\"\ntoken-of-a-stranger,stranger,2\n");
    }
    void write_kubeconfig() {
        std::string text =
            "apiVersion: v1\nkind: Config\ncurrent-context: token\nclusters: [{name: tests, cluster: {server: 'https://127.0.0.1:" +
            std::to_string(port_) +
            "', certificate-authority: ca.crt}}]\nusers:\n- {name: token, user: {token: token-of-the-admin}}\n- {name: stranger, user: {token: token-of-a-stranger}}\n"
            "- {name: unknown, user: {token: token-of-nobody}}\n- {name: certificate, user: {client-certificate: client.crt, client-key: client.key}}\ncontexts:\n";
        for (const char* user : {"token", "stranger", "unknown", "certificate"})
            text += std::string("- {name: ") + user + ", context: {cluster: tests, user: " + user +
                    "}}\n";
        scratch_directory::write(kubeconfig(), text);
        std::filesystem::permissions(
            kubeconfig(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

    bool start() {
        port_ = free_port();
        write_kubeconfig();
        const std::string store = "http://127.0.0.1:" + std::to_string(free_port()),
                          peers = "http://127.0.0.1:" + std::to_string(free_port());
        const auto file = [&](const char* name) { return (files_ / name).string(); };
        etcd_ = start_program(
            {std::getenv("SLIPWAY_ETCD"), "--data-dir", file("etcd"), "--unsafe-no-fsync",
             "--listen-client-urls", store, "--advertise-client-urls", store, "--listen-peer-urls",
             peers, "--initial-advertise-peer-urls", peers, "--initial-cluster",
             "default=" + peers},
            file("etcd.log"));
        server_ = start_program({std::getenv("SLIPWAY_KUBE_APISERVER"),
                                 "--etcd-servers",
                                 store,
                                 "--bind-address",
                                 "127.0.0.1",
                                 "--advertise-address",
                                 "127.0.0.1",
                                 "--endpoint-reconciler-type",
                                 "none",
                                 "--secure-port",
                                 std::to_string(port_),
                                 "--tls-cert-file",
                                 file("server.crt"),
                                 "--tls-private-key-file",
                                 file("server.key"),
                                 "--client-ca-file",
                                 file("ca.crt"),
                                 "--token-auth-file",
                                 file("tokens.csv"),
                                 "--authorization-mode",
                                 "RBAC",
                                 "--service-cluster-ip-range",
                                 "10.0.0.0/24",
                                 "--service-account-issuer",
                                 "https://kubernetes.default.svc",
                                 "--service-account-key-file",
                                 file("server.crt"),
                                 "--service-account-signing-key-file",
                                 file("server.key"),
                                 "--disable-admission-plugins",
                                 "ServiceAccount",
                                 "--cert-dir",
                                 file("certificates")},
                                file("server.log"));
        return eventually([&] { return ended(server_) || ended(etcd_) || answers(); },
                          std::chrono::minutes(2)) &&
               server_ > 0 && etcd_ > 0;
    }
    /// It has its own namespaces a while after it listens, and the roles of who may do all after
    /// that.
    bool answers() const {
        try {
            slipway::client::http_transport transport(
                slipway::client::kubeconfig::load({.file = kubeconfig().string()}));
            const slipway::client::client c(transport);
            return c.find<slipway::api::Namespace>("", "default") &&
                   c.find<slipway::api::Namespace>("", "kube-system");
        } catch (const slipway::core::status_error&) {
            return false;
        }
    }

    static bool ended(pid_t& child) {
        if (child <= 0 || ::waitpid(child, nullptr, WNOHANG) != child) return child <= 0;
        child = -1;
        return true;
    }
    void stop() {
        for (pid_t* each : {&controllers_, &server_, &etcd_}) {
            if (*each <= 0) continue;
            ::kill(*each, SIGKILL);
            ::waitpid(*each, nullptr, 0);
            *each = -1;
        }
        std::error_code ignored;
        std::filesystem::remove_all(files_ / "etcd", ignored);
    }

    ::scratch_directory files_;
    std::uint16_t port_ = 0;
    pid_t etcd_ = -1, server_ = -1, controllers_ = -1;
};

}  // namespace support
