// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <sched.h>

#include <slipway/net/io_threads.hpp>
#include <slipway/net/tcp_proxy.hpp>
#include <slipway/net/udp_proxy.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Listens on ports of this machine for a pod, as long as it lives.
class port_publisher {
public:
    /// Throws `status_error` (conflict) that names the address where one cannot be listened on.
    /// `network`: a descriptor of the network namespace in which the pod has its address, where
    /// that is not seen from this one.
    port_publisher(std::vector<published_port> ports, const std::string& ip, int network = -1)
        : ports_(std::move(ports)), ip_(ip), io_(1, [this, network] {
              entered_.set_value(network < 0 || ::setns(network, CLONE_NEWNET) == 0 ? 0 : errno);
          }) {
        // A socket stays in the network in which it is made: here those that listen, and in the
        // thread's those to the pod.
        if (const int error = entered_.get_future().get())
            fail_with_errno("cannot enter the pod's network", error);
        for (published_port& p : ports_) {
            const net::endpoint here{p.host_address, p.host_port};
            const auto choose = [this, port = p.port] { return where(port); };
            if (p.protocol == transport::udp)
                p.host_port =
                    datagrams_.emplace_back(std::make_unique<net::udp_proxy>(io_, here, choose))
                        ->port();
            else
                p.host_port =
                    connections_.emplace_back(std::make_unique<net::tcp_proxy>(io_, here, choose))
                        ->port();
        }
    }
    port_publisher(const port_publisher&) = delete;
    ~port_publisher() { io_.stop(); }

    const std::vector<published_port>& ports() const { return ports_; }
    /// The pod has another address from now on; empty: none, and nobody reaches it.
    void lead_to(const std::string& ip) {
        std::lock_guard lock(mutex_);
        ip_ = ip;
    }

private:
    std::vector<net::endpoint> where(std::uint16_t port) const {
        std::lock_guard lock(mutex_);
        return ip_.empty() ? std::vector<net::endpoint>() : std::vector{net::endpoint{ip_, port}};
    }

    std::vector<published_port> ports_;
    mutable std::mutex mutex_;
    std::string ip_;
    std::promise<int> entered_;
    net::io_threads io_;
    std::vector<std::unique_ptr<net::tcp_proxy>> connections_;
    std::vector<std::unique_ptr<net::udp_proxy>> datagrams_;
};

}  // namespace slipway::runtime::detail
