// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/detail/cgroups.hpp>
#include <slipway/runtime/detail/container_root.hpp>
#include <slipway/runtime/detail/made_beside.hpp>
#include <slipway/runtime/detail/pod_sandbox.hpp>
#include <slipway/runtime/detail/process_runtime.hpp>
#include <slipway/runtime/detail/start_process.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::runtime {

/// How the linux runtime works.
struct linux_options {
    /// Programs that name the same directory here have their pods in one network, which is there as
    /// long as one of them has pods.
    /// Empty: this one has a network of its own, as long as it lives.
    std::filesystem::path shared_network{};
    bool tried_before = false;  ///< leaves out the trials of what works here, and is there sooner
    bool way_out = true;        ///< pods reach what is beyond this machine, from its address
    /// Where this program is root of a user namespace only, as the shims of `kept` pods are where
    /// it is not root: what stands in for this machine. Pods have their network there; ports are
    /// published on this machine all the same.
    std::optional<rootless_surroundings> rootless{};
    /// Where somebody else makes namespaces for pods, as `kept` does for its shims: gives those of
    /// the next one, or nothing.
    std::function<std::optional<detail::new_namespaces>()> namespaces{};
};

namespace detail {

/// Containers in namespaces of their own: the pod's are net, ipc and uts, and user where it asks
/// for that; the container's mnt, pid and cgroup.
class linux_isolation {
public:
    using sandbox = pod_sandbox;
    struct container {
        container(container_root r, std::string u, credentials c, cgroups::group g)
            : root(std::move(r)), user(std::move(u)), who(std::move(c)), limits(std::move(g)) {}
        container_root root;
        std::string user;  ///< as it was asked for
        credentials who;
        cgroups::group limits;
        bool among_others = false;  ///< its processes are in no pid namespace of their own
    };

    explicit linux_isolation(const std::filesystem::path& root, const linux_options& options = {})
        : root_(for_root(root)),
          network_(options.shared_network, options.way_out, options.rootless),
          namespaces_(options.namespaces) {
        if (!options.tried_before && options.rootless) try_a_lonely_root();
        else if (!options.tried_before) try_a_root();
        if (options.rootless)
            no_own_users_ =
                "they need root, which alone may show them an image's files as theirs; without it no user in a container is root of this machine anyway";
        else if (!options.tried_before && !network_.shared()) try_own_users();
    }

    runtime_info info() const {
        runtime_info made{.name = "linux",
                          .enforces = {"own root file system", "own host name", "own processes",
                                       "capabilities", "no new privileges"},
                          .lacks = groups_.get().lacks(),
                          .node_address = text_of(network_.gateway()),
                          .service_network = network_.service_network()};
        made.enforces.insert(made.enforces.begin() + 1, "own address");
        if (const auto& rootless = network_.rootless()) {
            made.lacks.push_back("this machine: without root it is not in the network of its pods");
            if (!rootless->no_other_users.empty())
                made.lacks.push_back("other users than root: " + rootless->no_other_users);
        }
        if (no_own_users_.empty()) made.enforces.push_back("own users, for pods that ask for them");
        else made.lacks.push_back("own users: " + no_own_users_);
        for (std::string& more : groups_.get().enforces()) made.enforces.push_back(std::move(more));
        if (const std::string why = no_seccomp_here(); why.empty())
            made.enforces.push_back("system calls");
        else made.lacks.push_back("system calls: " + why);
        if (const std::string why = network_.no_way_out(); why.empty())
            made.enforces.push_back("a way out of this machine");
        else made.lacks.push_back("a way out of this machine: " + why);
        return made;
    }
    sandbox make_sandbox(const std::string&, const sandbox_spec& spec) {
        if (spec.own_users && network_.shared() && !network_.rootless())
            throw status_error(
                core::reason::invalid,
                "pods in a network that programs share cannot have users of their own");
        if (spec.own_users && !no_own_users_.empty())
            throw status_error(core::reason::invalid,
                               "pods cannot have users of their own here: " + no_own_users_);
        return sandbox(network_, ids_, spec, namespaces_ ? namespaces_() : std::nullopt);
    }
    container make_container(const sandbox& in, const std::string& place,
                             const container_spec& spec) {
        credentials who = credentials_of(in, spec);
        process_limits(spec.ulimits);  // or it is told too late
        const bool among_others = spec.pid.whose != namespace_choice::own;
        if (among_others) groups_.get().check_tells_apart();
        container_root root(root_ / "containers" / place, spec);
        root.write_network_files(in.spec, in.ips());
        if (in.users) root.give_to(in.users->first);
        container made(std::move(root), spec.user, std::move(who),
                       groups_.get().make(place, spec.limits));
        made.among_others = among_others;
        return made;
    }
    launch plan(const sandbox& in, const container& own, const container_spec& spec) const {
        launch made = common(own.who, spec);
        made.groups = own.limits.entrance();
        made.new_namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | (own.among_others ? 0 : CLONE_NEWPID);
        if (spec.pid.whose == namespace_choice::container) {
            made.joined = joined_process(spec.pid);
            made.join_process = made.joined.get();
        }
        root_surroundings around{.first_id = in.first_id(),
                                 .limits_seen = groups_.get().visible(),
                                 .rootless = network_.rootless().has_value(),
                                 .foreign_network = in.is_in_foreign_network()};
        around.shares_memory = in.spec.ipc.whose == namespace_choice::machine;
        around.shared_memory_of = in.namespaces->shared_memory_of();
        made.join = in.joined();
        made.join_users = in.namespaces->users();
        made.root = own.root.steps(spec, around, settings_of(in, "proc"));
        made.make_directories = container_root::parents(made.working_dir + "/.");
        made.init = spec.init;
        if (spec.init) made.words = own_words();
        return made;
    }
    launch plan_exec(const sandbox& in, const container& own, const container_spec& spec,
                     int process) const {
        launch made = common(spec.user == own.user ? own.who : credentials_of(in, spec), spec);
        made.groups = own.limits.entrance();
        made.join_process = process;
        made.join_flags =
            CLONE_NEWNS | CLONE_NEWCGROUP | in.joined_kinds() | (in.users ? CLONE_NEWUSER : 0);
        return made;
    }
    /// The end of a pid namespace's first process is the end of all of them.
    static void kill_all(container&, pid_t pid) { ::kill(pid, SIGKILL); }
    /// What is left of one that is in no pid namespace of its own, once its first process has
    /// ended.
    static void end_others(const container& c) {
        if (c.among_others) c.limits.kill();
    }
    static std::uint64_t oom_kills(const container& c) { return c.limits.oom_kills(); }
    static void freeze(const container& c, pid_t, bool on) { c.limits.freeze(on); }
    void update(const container& c, const limits& l) const { groups_.get().update(c.limits, l); }
    static container_usage usage(const container& c, pid_t pid) { return c.limits.usage(pid); }

private:
    static const std::filesystem::path& for_root(const std::filesystem::path& root) {
        if (::geteuid() != 0)
            throw status_error(
                core::reason::forbidden,
                "the linux runtime needs root, unless its pods have shims (the kept runtime), each of which is root of a user namespace");
        return root;
    }
    /// Mounts an empty root as a container would: whatever this machine forbids is known before it
    /// is needed.
    void try_a_root(const sandbox* in = nullptr) const {
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
        if (in) {
            plan.join = in->namespaces->all();
            plan.join_users = in->namespaces->users();
        }
        plan.root = root.steps(empty, {.first_id = in ? in->first_id() : std::nullopt,
                                       .limits_seen = groups_.get().visible(),
                                       .rootless = network_.rootless().has_value()});
        try {
            start_process(plan);
        } catch (const launch_error& e) {
            if (e.where() != launch_failure::program)
                throw;  // there is no program: that far it is to come
        }
    }
    /// In namespaces of its own: those of this machine are root's.
    void try_a_lonely_root() {
        try {
            const sandbox pod(network_, ids_, {.hostname = "trial", .no_network = true});
            try_a_root(&pod);
        } catch (const status_error& e) {
            throw status_error(
                core::reason::forbidden,
                "containers need root here: " + e.message() +
                    " (for others, Linux mounts overlays since 5.11, and /proc only where all of it is seen)");
        }
    }
    /// Older kernels and some file systems cannot do it; all else works there.
    void try_own_users() {
        try {
            const sandbox pod = sandbox(network_, ids_, {.hostname = "trial", .own_users = true});
            try_a_root(&pod);
        } catch (const status_error& e) {
            no_own_users_ = e.message();
        }
    }
    /// With what the kernel is told to refuse.
    static credentials credentials_of(const sandbox& in, const container_spec& spec) {
        credentials who = credentials_in(in, spec);
        if (!spec.privileged && spec.seccomp == seccomp_profile::runtime_default)
            who.filter = default_seccomp_filter(who.capabilities);
        return who;
    }
    static launch common(const credentials& who, const container_spec& spec) {
        launch made;
        made.command = spec.command;
        made.env = environment_of(who, spec);
        made.working_dir = spec.working_dir.empty() ? "/" : spec.working_dir;
        made.programs = program_candidates(spec.command.front(), spec.env, made.working_dir);
        made.who = who;
        made.limits = process_limits(spec.ulimits);
        made.mask = static_cast<mode_t>(spec.umask & 0777);
        return made;
    }

    std::filesystem::path root_;
    made_beside<cgroups> groups_;  // while the first pod gets its namespaces and its network
    pod_network network_;
    user_id_blocks ids_{network_.number()};
    std::function<std::optional<new_namespaces>()> namespaces_;
    std::string no_own_users_;  ///< why there are none; empty where there are
};

}  // namespace detail

/// The reference runtime: Linux namespaces, an overlay of the image's layers, control groups,
/// capabilities, a seccomp filter. Pods have addresses of their own on a bridge of this machine,
/// from which and to which all of them and this machine reach each other. Needs the rights of root.
///
/// Guarantees: the processes, mounts and namespaces of containers end with this program, however it
/// ends; a bridge and control groups that a killed one left are removed by the next.
/// Assumptions: nobody else writes below the directory, which is not on an overlay file system
/// itself.
class linux_ : public detail::process_runtime<detail::linux_isolation> {
public:
    /// Files go below `root`. Throws `status_error` that names what is missing.
    explicit linux_(const std::filesystem::path& root, const linux_options& options = {})
        : process_runtime(root, options) {}
};

static_assert(interactive_runtime<linux_> && adjustable_runtime<linux_>);

}  // namespace slipway::runtime
