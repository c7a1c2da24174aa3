// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/detail/cgroups.hpp>
#include <slipway/runtime/detail/container_root.hpp>
#include <slipway/runtime/detail/pod_network.hpp>
#include <slipway/runtime/detail/process_runtime.hpp>

namespace slipway::runtime {

namespace detail {

/// Containers in namespaces of their own: the pod's are net, ipc and uts, the container's mnt, pid and cgroup.
class linux_isolation {
public:
    struct sandbox {
        sandbox(pod_network& n, const sandbox_spec& s) : network(&n), spec(s) {
            if (spec.host_network) {
                ip = text_of(n.gateway());
                return;
            }
            namespaces = std::make_unique<pod_namespaces>(spec.hostname);
            address = n.attach(namespaces->network(), namespaces->inside());
            ip = text_of(address);
        }
        sandbox(sandbox&& other) noexcept
            : network(std::exchange(other.network, nullptr)), spec(std::move(other.spec)), namespaces(std::move(other.namespaces)),
              address(other.address), ip(std::move(other.ip)) {}
        ~sandbox() {
            if (network && address) network->detach(address);
        }
        pod_network* network;
        sandbox_spec spec;
        std::unique_ptr<pod_namespaces> namespaces;
        ipv4 address = 0;
        std::string ip;
    };
    struct container {
        container(container_root r, credentials c, cgroups::group g) : root(std::move(r)), who(std::move(c)), limits(std::move(g)) {}
        container_root root;
        credentials who;
        cgroups::group limits;
    };

    explicit linux_isolation(const std::filesystem::path& root) : root_(root) { try_a_root(); }

    runtime_info info() const {
        runtime_info made{.name = "linux",
                          .enforces = {"own root file system", "own address", "own host name", "own processes", "capabilities", "no new privileges"},
                          .lacks = groups_.lacks(),
                          .node_address = text_of(network_.gateway()),
                          .service_network = network_.service_network()};
        for (std::string& more : groups_.enforces()) made.enforces.push_back(std::move(more));
        made.lacks.push_back("addresses outside of the cluster: pods have no way there");
        return made;
    }
    sandbox make_sandbox(const std::string&, const sandbox_spec& spec) { return sandbox(network_, spec); }
    container make_container(const sandbox& in, const std::string& key, const container_spec& spec) {
        const layer_view files(spec.image.layers);
        credentials who{identity_in(files, spec.user.empty() ? spec.image.config.user : spec.user),
                        capabilities_of(spec.privileged, spec.add_capabilities, spec.drop_capabilities),
                        !spec.privileged && !spec.may_gain_privileges};
        container_root root(root_ / "containers" / key, spec);
        root.write_network_files(in.spec, in.ip);
        return {std::move(root), std::move(who), groups_.make(key, spec.limits)};
    }
    launch plan(const sandbox& in, const container& own, const container_spec& spec) const {
        launch made = common(own, spec, spec.command);
        made.new_namespaces = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWCGROUP;
        if (in.namespaces) made.join = in.namespaces->all();
        made.root = own.root.steps(spec);
        return made;
    }
    launch plan_exec(const sandbox&, const container& own, const container_spec& spec, int process, const std::vector<std::string>& command) const {
        launch made = common(own, spec, command);
        made.join_process = process;
        made.join_flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWCGROUP | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
        return made;
    }
    static void place(container& c, pid_t pid) { c.limits.enter(pid); }
    /// The end of a pid namespace's first process is the end of all of them.
    static void kill_all(container&, pid_t pid) { ::kill(pid, SIGKILL); }
    static bool oom_killed(const container& c) { return c.limits.oom_killed(); }

private:
    /// Mounts an empty root as a container would: whatever this machine forbids is known before it is needed.
    void try_a_root() const {
        const auto place = root_ / "containers" / "trial";
        std::filesystem::create_directories(place / "layer");
        container_spec empty;
        empty.image.layers = {place / "layer"};
        const container_root root(place, empty);
        const owned_fd nothing = open_or_throw("/dev/null", O_RDWR);
        launch plan;
        plan.command = {"nothing"};
        plan.in = plan.out = plan.err = nothing.get();
        plan.new_namespaces = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWCGROUP;
        plan.root = root.steps(empty);
        try {
            start_process(plan, [](pid_t) {});
        } catch (const launch_error& e) {
            if (e.where() != launch_failure::program) throw;  // there is no program: that far it is to come
        }
    }
    static launch common(const container& own, const container_spec& spec, const std::vector<std::string>& command) {
        launch made;
        made.command = command;
        made.env = assignments(spec.env);
        if (own.who.user.home.starts_with('/') && std::none_of(spec.env.begin(), spec.env.end(), [](const auto& e) { return e.first == "HOME"; }))
            made.env.push_back("HOME=" + own.who.user.home);
        made.working_dir = spec.working_dir.empty() ? "/" : spec.working_dir;
        made.make_directories = container_root::parents(made.working_dir + "/.");
        made.programs = program_candidates(command.front(), spec.env, made.working_dir);
        made.who = own.who;
        return made;
    }

    std::filesystem::path root_;
    cgroups groups_;
    pod_network network_;
};

}  // namespace detail

/// The reference runtime: Linux namespaces, an overlay of the image's layers, control groups, capabilities. Pods have
/// addresses of their own on a bridge of this machine, from which and to which all of them and this machine reach
/// each other. Needs the rights of root.
///
/// Guarantees: the processes, mounts and namespaces of containers end with this program, however it ends; a bridge and
/// control groups that a killed one left are removed by the next.
/// Assumptions: nobody else writes below the directory, which is not on an overlay file system itself.
class linux_ : public detail::process_runtime<detail::linux_isolation> {
public:
    /// Files go below `root`. Throws `status_error` that names what is missing.
    explicit linux_(const std::filesystem::path& root) : process_runtime(root) {}
};

static_assert(runtime<linux_>);

}  // namespace slipway::runtime
