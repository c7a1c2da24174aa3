// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <slipway/runtime/detail/join_ended.hpp>
#include <slipway/runtime/detail/pod_names.hpp>
#include <slipway/runtime/detail/pod_namespaces.hpp>

namespace slipway::runtime::detail {

/// The name server of a pod, at an address of its loopback network: knows the names of the pods of
/// its networks, and asks this machine's name servers, from this machine, for all others.
///
/// Why a server and no lines in `/etc/hosts`: it lives in the process that keeps the pod, so that
/// it is there as long as the pod is, whoever started it. It looks into the network's books when it
/// is asked, so that nobody has to be told when a pod comes or goes, and a pod whose process was
/// killed is not found any more: its address is not locked. Of several pods with one name it gives
/// all addresses, each time another one first. And it answers also programs that ask by themselves,
/// without the C library.
///
/// A program in the pod that is to be a name server itself has to listen on its own address, or set
/// SO_REUSEADDR.
class pod_resolver {
public:
    /// Where Docker has it.
    static constexpr const char* address = name_server_of_networks;

    /// Knows nobody yet. Throws `status_error`.
    explicit pod_resolver(const pod_namespaces& pod) : wake_(::eventfd(0, EFD_CLOEXEC)) {
        if (!wake_) fail_with_errno("cannot make an eventfd");
        pod.in_network([&] {
            datagrams_ = listening(SOCK_DGRAM);
            connections_ = listening(SOCK_STREAM);
        });
        thread_ = std::thread([this] { serve(); });
    }
    pod_resolver(const pod_resolver&) = delete;
    ~pod_resolver() {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto told =
            ::write(wake_.get(), &one, sizeof one);  // and nobody reads it: all threads see it
        thread_.join();
        for (conversation& c : conversations_) c.thread.join();
    }

    /// From now on it knows the names of these networks, which live until the next call, or longer
    /// than this. Those of IPv4 among `servers` are asked for others, in their order.
    void know(const std::vector<std::pair<const pod_network*, network_spec>>& networks,
              const std::vector<std::string>& servers) {
        std::lock_guard lock(mutex_);
        names_.clear();
        for (const auto& [network, which] : networks)
            names_.push_back(std::make_unique<pod_names>(*network, which));
        servers_.clear();
        for (const std::string& each : servers) {
            in_addr known{};
            if (::inet_pton(AF_INET, each.c_str(), &known) == 1)
                servers_.push_back(at(ntohl(known.s_addr)));
        }
    }

private:
    using clock = std::chrono::steady_clock;
    static constexpr auto patience = std::chrono::seconds(3);
    static constexpr std::size_t most_questions = 256, most_conversations = 16;

    /// A question that was passed on, and who asked it.
    struct question {
        std::string message;
        sockaddr_in from{};
        std::size_t server = 0;
        owned_fd socket{};
        clock::time_point deadline{};
    };
    struct conversation {
        owned_fd socket;
        std::thread thread;
        std::atomic<bool> ended = false;
    };

    static sockaddr_in at(ipv4 host) {
        sockaddr_in made{};
        made.sin_family = AF_INET;
        made.sin_addr.s_addr = htonl(host);
        made.sin_port = htons(53);
        return made;
    }
    static owned_fd listening(int type) {
        owned_fd made(::socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        const int on = 1;
        const sockaddr_in where = at(ipv4_number(address));
        if (!made || ::setsockopt(made.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
            ::bind(made.get(), reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0 ||
            (type == SOCK_STREAM && ::listen(made.get(), 16) != 0))
            fail_with_errno("cannot listen for questions about names in a pod");
        return made;
    }

    std::vector<sockaddr_in> servers_now() const {
        std::lock_guard lock(mutex_);
        return servers_;
    }
    void serve() {
        while (true) {
            std::vector<pollfd> all{{wake_.get(), POLLIN, 0},
                                    {datagrams_.get(), POLLIN, 0},
                                    {connections_.get(), POLLIN, 0}};
            int left = -1;
            for (const question& q : questions_) {
                all.push_back({q.socket.get(), POLLIN, 0});
                const auto until =
                    std::chrono::ceil<std::chrono::milliseconds>(q.deadline - clock::now()).count();
                left = left < 0
                           ? static_cast<int>(std::max<std::int64_t>(until, 0))
                           : std::min(left, static_cast<int>(std::max<std::int64_t>(until, 0)));
            }
            if (::poll(all.data(), all.size(), left) < 0) continue;
            if (all[0].revents) return;
            pass_back(all);
            if (all[1].revents) take_datagram();
            if (all[2].revents) take_connection();
            join_ended(conversations_);
        }
    }

    /// What can be said without asking others, or that nobody can be asked.
    std::optional<std::string> own_answer(std::string_view message) const {
        const auto asked = dns_question_in(message);
        if (!asked) return std::string();
        std::lock_guard lock(mutex_);
        try {
            for (const auto& each : names_)
                if (auto known = each->answer(message, *asked)) return known;
        } catch (const std::exception&) {  // the network's books cannot be read
            return dns_answer(message, *asked, dns_server_failure, asked->type, {});
        }
        return servers_.empty()
                   ? std::optional(dns_answer(message, *asked, dns_name_error, asked->type, {}))
                   : std::nullopt;
    }

    void take_datagram() {
        std::array<char, 4096> bytes;
        question q;
        socklen_t size = sizeof q.from;
        const ssize_t n = ::recvfrom(datagrams_.get(), bytes.data(), bytes.size(), 0,
                                     reinterpret_cast<sockaddr*>(&q.from), &size);
        if (n <= 0) return;
        q.message.assign(bytes.data(), static_cast<std::size_t>(n));
        if (const auto known = own_answer(q.message)) return give(q, *known);
        if (questions_.size() < most_questions && ask(q)) questions_.push_back(std::move(q));
    }
    void give(const question& to, std::string_view answer) const {
        if (!answer.empty())
            ::sendto(datagrams_.get(), answer.data(), answer.size(), 0,
                     reinterpret_cast<const sockaddr*>(&to.from), sizeof to.from);
    }
    /// Asks its server, or the first after it that can be asked, by a socket of its own: answers to
    /// others do not come there.
    bool ask(question& q) const {
        const std::vector<sockaddr_in> servers = servers_now();
        for (; q.server < servers.size(); ++q.server) {
            q.socket = owned_fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            const sockaddr_in& to = servers[q.server];
            if (!q.socket ||
                ::connect(q.socket.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
                continue;
            if (::send(q.socket.get(), q.message.data(), q.message.size(), 0) < 0) continue;
            q.deadline = clock::now() + patience;
            return true;
        }
        if (const auto asked = dns_question_in(q.message))
            give(q, dns_answer(q.message, *asked, dns_server_failure, asked->type, {}));
        return false;
    }
    /// The answers that have come; the next server is asked where one does not answer.
    void pass_back(const std::vector<pollfd>& all) {
        std::size_t i = 3;
        for (auto at = questions_.begin(); at != questions_.end(); ++i) {
            const auto q = at++;
            bool failed = clock::now() >= q->deadline;
            if (all[i].revents) {
                std::array<char, 65536> bytes;
                const ssize_t n = ::recv(q->socket.get(), bytes.data(), bytes.size(), 0);
                const std::string_view answer(bytes.data(),
                                              n > 0 ? static_cast<std::size_t>(n) : 0);
                if (answer.size() >= dns_header &&
                    answer.substr(0, 2) == std::string_view(q->message).substr(0, 2)) {
                    give(*q, answer);
                    questions_.erase(q);
                    continue;
                }
                failed = failed || n < 0;
            }
            if (failed && (++q->server, !ask(*q))) questions_.erase(q);
        }
    }

    void take_connection() {
        owned_fd socket(
            ::accept4(connections_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket || conversations_.size() >= most_conversations) return;
        conversation& c = conversations_.emplace_back();
        c.socket = std::move(socket);
        c.thread = std::thread([this, &c] {
            while (const auto asked = read_message(c.socket)) {
                const auto answer = own_answer(*asked);
                const auto said = answer ? answer : answer_of_others(*asked);
                if (!said || said->empty() || !write_message(c.socket, *said)) break;
            }
            ::shutdown(c.socket.get(), SHUT_RDWR);
            c.ended = true;
        });
    }
    std::optional<std::string> answer_of_others(const std::string& message) const {
        for (const sockaddr_in& server : servers_now()) {
            const owned_fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            if (!socket || (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&server),
                                      sizeof server) != 0 &&
                            errno != EINPROGRESS))
                continue;
            if (!write_message(socket, message)) continue;
            if (auto answer = read_message(socket)) return answer;
        }
        return std::nullopt;
    }
    /// False at the end of patience, or of this.
    bool may(const owned_fd& socket, short what) const {
        pollfd both[] = {{socket.get(), what, 0}, {wake_.get(), POLLIN, 0}};
        int n = 0;
        do n = ::poll(both, 2, static_cast<int>(std::chrono::milliseconds(patience).count()));
        while (n < 0 && errno == EINTR);
        return n > 0 && !both[1].revents;
    }
    /// Each message has its length before it (RFC 1035, 4.2.2).
    std::optional<std::string> read_message(const owned_fd& socket) const {
        const auto read_all = [&](std::size_t size) -> std::optional<std::string> {
            std::string made(size, '\0');
            for (std::size_t done = 0; done < size;) {
                if (!may(socket, POLLIN)) return std::nullopt;
                const ssize_t n = ::recv(socket.get(), made.data() + done, size - done, 0);
                if (n <= 0) return std::nullopt;
                done += static_cast<std::size_t>(n);
            }
            return made;
        };
        const auto size = read_all(2);
        return size ? read_all(dns_number(*size, 0)) : std::nullopt;
    }
    bool write_message(const owned_fd& socket, std::string_view message) const {
        std::string all{static_cast<char>(message.size() >> 8),
                        static_cast<char>(message.size() & 255)};
        all += message;
        for (std::size_t done = 0; done < all.size();) {
            if (!may(socket, POLLOUT)) return false;
            const ssize_t n =
                ::send(socket.get(), all.data() + done, all.size() - done, MSG_NOSIGNAL);
            if (n <= 0) return false;
            done += static_cast<std::size_t>(n);
        }
        return true;
    }

    owned_fd wake_, datagrams_, connections_;
    mutable std::mutex mutex_;  // guards the next two
    std::vector<std::unique_ptr<pod_names>> names_;
    std::vector<sockaddr_in> servers_;
    std::list<question> questions_;
    std::list<conversation> conversations_;
    std::thread thread_;
};

}  // namespace slipway::runtime::detail
