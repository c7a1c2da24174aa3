// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/detail/address_book.hpp>
#include <slipway/runtime/detail/layer_view.hpp>
#include <slipway/runtime/detail/process_runtime.hpp>
#include <slipway/runtime/detail/process_usage.hpp>

namespace slipway::runtime {

/// How the process runtime works.
struct process_options {
    /// programs that name the same directory give each pod another address
    std::filesystem::path shared_network{};
};

namespace detail {

/// Containers as plain children: each pod has an address of its own in 127.0.0.0/8, and that is
/// all.
class no_isolation {
public:
    struct sandbox {
        sandbox(std::string address, std::function<void()> leave)
            : ip(std::move(address)), give_back_(std::move(leave)) {}
        sandbox(sandbox&& other) noexcept
            : ip(std::move(other.ip)), give_back_(std::exchange(other.give_back_, nullptr)) {}
        ~sandbox() {
            if (give_back_) give_back_();
        }
        std::string ip;

    private:
        std::function<void()> give_back_;
    };
    struct container {
        container(std::filesystem::path d, layer_view v)
            : directory(std::move(d)), files(std::move(v)) {}
        container(container&& other) = default;
        ~container() {
            if (!directory.empty()) oci::remove_tree(directory);
        }
        std::filesystem::path directory;  ///< where the program finds itself
        layer_view files;
    };

    explicit no_isolation(const std::filesystem::path& root, const process_options& options = {})
        : root_(root) {
        if (!options.shared_network.empty())
            book_ = std::make_unique<address_book>(options.shared_network);
    }

    static runtime_info info() {
        return {
            .name = "process",
            .enforces = {"own address in 127.0.0.0/8"},
            .lacks = {"own root file system: programs see this machine's files",
                      "own network: a program listens on its pod's address only if it asks for it",
                      "limits of memory, CPU and processes", "system calls",
                      "volumes at their paths"},
            .node_address = "127.0.0.1",
            .service_network = "127.96.0.0/16"};
    }
    sandbox make_sandbox(const std::string&, const sandbox_spec& spec) {
        if (!spec.sysctls.empty())
            throw status_error(
                core::reason::invalid,
                "a pod of the process runtime has no settings of the kernel for itself: '" +
                    spec.sysctls.front().first + "' would be this machine's");
        for (const namespace_choice& n : {spec.ipc, spec.uts, spec.network_of})
            if (n.whose == namespace_choice::container)
                throw status_error(
                    core::reason::invalid,
                    "a pod of the process runtime has what this machine has, and nothing of container \"" +
                        n.key + '"');
        if (!spec.domain_name.empty())
            throw status_error(core::reason::invalid,
                               "a pod of the process runtime has the domain name of this machine");
        if (spec.no_network || spec.no_way_out)
            throw status_error(
                core::reason::invalid,
                "a pod of the process runtime is in this machine's network, with its way out");
        if (!spec.network.hardware_address.empty())
            throw status_error(
                core::reason::invalid,
                "a pod of the process runtime has no link of its own, and so no address of one");
        if (!spec.more_networks.empty())
            throw status_error(
                core::reason::invalid,
                "a pod of the process runtime is in this machine's network: it cannot be in others");
        if (!spec.network.directory.empty())
            throw status_error(
                core::reason::invalid,
                "a pod of the process runtime is in this machine's network: it cannot be in " +
                    spec.network.name);
        if (!book_) return {address(++last_), nullptr};
        const core::file_lock alone = book_->alone();
        const auto n = book_->take(most);
        if (!n)
            throw status_error(core::reason::service_unavailable,
                               "all addresses for pods in 127.244.0.0/16 are taken");
        return {address(*n), [this, taken = *n] {
                    const core::file_lock others = book_->alone();
                    book_->give_back(taken);
                }};
    }
    container make_container(const sandbox&, const std::string& place, const container_spec& spec) {
        if (!spec.tmpfs.empty())
            throw status_error(
                core::reason::invalid,
                "a container of the process runtime has this machine's files, and so no directory in memory at " +
                    spec.tmpfs.front().target);
        if (!spec.time_zone.empty())
            throw status_error(
                core::reason::invalid,
                "a container of the process runtime has this machine's files, and so its time zone");
        process_limits(spec.ulimits);  // or it is told too late
        if (spec.pid.whose == namespace_choice::container)
            throw status_error(
                core::reason::invalid,
                "a container of the process runtime sees this machine's processes, and those of container \"" +
                    spec.pid.key + "\" among them");
        if (spec.init)
            throw status_error(
                core::reason::invalid,
                "a container of the process runtime has no processes of its own, and so no init");
        const auto directory = root_ / "containers" / place;
        std::filesystem::create_directories(directory);
        return {directory, layer_view(spec.image.layers)};
    }
    launch plan_exec(const sandbox& in, const container& own, const container_spec& spec,
                     int) const {
        return plan(in, own, spec);
    }
    /// What stays in the process's group; a program that leaves it stays.
    static void kill_all(container&, pid_t pid) { ::kill(-pid, SIGKILL); }
    static std::uint64_t oom_kills(const container&) { return 0; }
    /// As `kill_all`.
    static void freeze(const container&, pid_t pid, bool on) {
        ::kill(-pid, on ? SIGSTOP : SIGCONT);
    }
    static void update(const container&, const limits& l) {
        if (l != limits())
            throw status_error(core::reason::invalid, "the process runtime enforces no limits");
    }
    static container_usage usage(const container&, pid_t pid) { return usage_of({pid}); }

    launch plan(const sandbox& in, const container& own, const container_spec& spec) const {
        launch made;
        made.command = spec.command;
        made.env = assignments(spec.env);
        made.env.push_back("SLIPWAY_POD_IP=" + in.ip);
        made.working_dir = own.directory.string();
        made.limits = process_limits(spec.ulimits);
        made.mask = static_cast<mode_t>(spec.umask & 0777);
        for (const std::string& path : program_candidates(spec.command.front(), spec.env, "/"))
            if (const auto found = own.files.find(path)) made.programs.push_back(found->string());
        for (const std::string& path : made.programs.empty() && spec.image.layers.empty()
                                           ? program_candidates(spec.command.front(), spec.env, "/")
                                           : std::vector<std::string>())
            made.programs.push_back(path);
        return made;
    }

private:
    static constexpr unsigned most = 250 * 250 - 1;
    static std::string address(unsigned n) {
        return "127.244." + std::to_string(n / 250 % 250) + '.' + std::to_string(n % 250 + 1);
    }

    std::filesystem::path root_;
    std::atomic<unsigned> last_ = 0;
    std::unique_ptr<address_book> book_;
};

}  // namespace detail

/// Containers as child processes of this program, for any user of any POSIX system with Linux'
/// pidfds: the program of the image runs, on the files of this machine, and finds its pod's address
/// in `SLIPWAY_POD_IP`. An image without layers stands for this machine's own files.
///
/// Guarantees: a container's processes end with it, and all with this program, however it ends.
/// Assumptions: programs are static, or made for this machine; they listen on their pod's address
/// only.
class process : public detail::process_runtime<detail::no_isolation> {
public:
    /// Files go below `root`. Throws `status_error` if it cannot be made.
    explicit process(const std::filesystem::path& root, const process_options& options = {})
        : process_runtime(root, options) {}
};

static_assert(interactive_runtime<process> && adjustable_runtime<process>);

}  // namespace slipway::runtime
