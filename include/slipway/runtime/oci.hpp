// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/vfs.h>
#include <unistd.h>
#include <linux/magic.h>

#include <slipway/core/run_command.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/write.hpp>
#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/detail/cgroups.hpp>
#include <slipway/runtime/detail/container_root.hpp>
#include <slipway/runtime/detail/joined_process.hpp>
#include <slipway/runtime/detail/oci_bundle.hpp>
#include <slipway/runtime/detail/pod_sandbox.hpp>
#include <slipway/runtime/detail/process_runtime.hpp>
#include <slipway/runtime/detail/program_reports.hpp>
#include <slipway/runtime/detail/start_process.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::runtime {

/// How containers are started by an OCI runtime program.
struct oci_options {
    /// Its name, looked for in PATH, or its path. Its command line is that of runc, as crun and
    /// others have it, too.
    std::string program = "runc";
    std::filesystem::path shared_network{};           ///< as in `linux_options`
    bool tried_before = false;                        ///< as in `linux_options`
    bool way_out = true;                              ///< as in `linux_options`
    std::optional<rootless_surroundings> rootless{};  ///< as in `linux_options`
};

namespace detail {

/// Containers that an OCI runtime program starts, in pods of this program's. For each container the
/// program runs in the foreground as the first process of a pid namespace, and in a mount namespace
/// with the image's layers: when it ends, however that is, the kernel ends all that it has started
/// and takes the mounts away.
class oci_isolation {
public:
    using sandbox = pod_sandbox;
    struct container {
        container(container_root r, credentials c, cgroups::group g, std::filesystem::path d)
            : root(std::move(r)),
              who(std::move(c)),
              limits(std::move(g)),
              directory(std::move(d)) {}
        container_root root;
        credentials who;
        cgroups::group limits;
        std::filesystem::path directory;  ///< the bundle; `root` removes it
        json::value configuration{};      ///< of that
        bool among_others = false;        ///< its processes are in no pid namespace of their own
    };

    explicit oci_isolation(const std::filesystem::path& root, const oci_options& options = {})
        : root_(for_root(root)),
          program_(find(options.program)),
          keeps_(has_option({"run", "--help"}, "--keep")),
          network_(options.shared_network, options.way_out, options.rootless) {
        if (options.rootless) rootless_words_ = words_without_root();
        if (!options.tried_before) try_a_container();
    }

    runtime_info info() const {
        runtime_info made{.name = name(),
                          .enforces = {"own root file system", "own address", "own host name",
                                       "own processes", "capabilities", "no new privileges"},
                          .lacks = groups_.lacks(),
                          .node_address = text_of(network_.gateway()),
                          .service_network = network_.service_network()};
        for (std::string& more : groups_.enforces()) made.enforces.push_back(std::move(more));
        if (const auto& rootless = network_.rootless()) {
            made.lacks.push_back("this machine: without root it is not in the network of its pods");
            if (!rootless->no_other_users.empty())
                made.lacks.push_back("other users than root: " + rootless->no_other_users);
        }
        made.lacks.push_back("own users: " + no_users_of_their_own());
        made.lacks.push_back("system calls: this program is told of no seccomp profile");
        if (!keeps_)
            made.lacks.push_back("whether the memory limit ended a container: this " + name() +
                                 " has no --keep");
        if (name() == "crun") made.lacks.push_back("size of terminals: crun does not pass it on");
        if (const std::string why = network_.no_way_out(); why.empty())
            made.enforces.push_back("a way out of this machine");
        else made.lacks.push_back("a way out of this machine: " + why);
        return made;
    }
    sandbox make_sandbox(const std::string&, const sandbox_spec& spec) {
        if (spec.own_users)
            throw status_error(core::reason::invalid, "pods cannot have users of their own here: " +
                                                          no_users_of_their_own());
        sandbox_spec found = spec;
        if (found.ipc.process != 0) found.ipc = started_by(found.ipc);
        return sandbox(network_, ids_, found);
    }
    container make_container(const sandbox& in, const std::string& place,
                             const container_spec& spec) const {
        if (spec.init)
            throw status_error(
                core::reason::invalid,
                "a container that " + name() +
                    " starts cannot have an init of ours: its first process comes from its image");
        if (spec.pid.whose != namespace_choice::own) groups_.check_tells_apart();
        check_list(spec.limits.cpus, listed_cpus);
        check_list(spec.limits.memory_nodes, listed_nodes);
        credentials who = credentials_in(in, spec);
        if (spec.privileged)
            who.capabilities &= effective_capabilities();  // those that there are here
        const auto directory = root_ / "containers" / place;
        std::filesystem::create_directories(directory);
        container_root root(directory, spec);
        // runc gives what it mounts in memory the mode of what is there.
        for (const ordered_mount& m : root.mounts())
            if (m.memory && !m.below_memory && m.in_source.empty())
                ::chmod((root.changes().string() + m.target).c_str(), m.memory->mode);
        root.write_network_files(in.spec, in.ips());
        cgroups::group limits = groups_.make(place, {});
        bundle_groups given;  // none that the program would fail to make
        if (!network_.rootless() || groups_.any())
            given = {groups_.give_away(limits, place), groups_.counts_swap()};
        if (in.spec.ipc.whose == namespace_choice::container)
            std::filesystem::create_directory(directory / shared_memory);
        container made(std::move(root), std::move(who), std::move(limits), directory);
        made.among_others = spec.pid.whose != namespace_choice::own;
        made.configuration = configuration(made.root, made.who, spec, given,
                                           memory_of(in, directory), in.is_in_foreign_network());
        write(directory / "config.json", made.configuration);
        return made;
    }
    launch plan(const sandbox& in, const container& own, const container_spec& spec) const {
        launch made = called(own, "run", "run");
        if (keeps_) made.command.push_back("--keep");
        made.command.insert(made.command.end(), {"--bundle", own.directory.string(), id(own)});
        made.new_namespaces = CLONE_NEWNS | (own.among_others ? 0 : CLONE_NEWPID);
        made.join = in.joined();
        if (spec.pid.whose == namespace_choice::container) {
            made.joined = joined_namespace(
                started_by(spec.pid),
                "pid");  // which stays what it is, whatever becomes of the number of that process
            json::value document = own.configuration;
            for (json::value& each : document["linux"]["namespaces"])
                if (each["type"] == "pid")
                    each["path"] = "/proc/" + std::to_string(::getpid()) + "/fd/" +
                                   std::to_string(made.joined.get());
            write(own.directory / "config.json", document);
        }
        made.root = own.root.layer_steps(spec, network_.rootless().has_value());
        if (in.namespaces->shared_memory_of() >= 0)
            made.root.push_back(
                {.what = root_step::shared,
                 .source = "/dev/shm",
                 .target = (own.directory / shared_memory).string(),
                 .flags = static_cast<unsigned long>(in.namespaces->shared_memory_of())});
        made.root.push_back({root_step::mount,
                             "proc",
                             "/proc",
                             "proc",
                             {},
                             MS_NOSUID | MS_NODEV | MS_NOEXEC,
                             false});
        for (root_step& setting : settings_of(in, "/proc")) made.root.push_back(std::move(setting));
        for (const auto& [place, point] : groups_.places())
            if (place != point)
                made.root.push_back(
                    {root_step::mount, place.string(), point.string(), {}, {}, MS_BIND, false});
        if (hybrid())
            made.root.push_back({root_step::mount,
                                 "tmpfs",
                                 unified,
                                 "tmpfs",
                                 {},
                                 MS_NOSUID | MS_NODEV | MS_NOEXEC,
                                 false});
        return made;
    }
    launch plan_exec(const sandbox& in, const container& own, const container_spec& spec,
                     int process) const {
        const std::string one = "exec-" + std::to_string(++commands_);
        const credentials who = credentials_in(in, spec);
        const auto file = own.directory / (one + ".json");
        write(file, process_document(who, environment_of(who, spec), spec));
        launch made = called(own, "exec", one);
        made.command.insert(made.command.end(), {"--process", file.string(), id(own)});
        made.join_process = process;
        made.join_flags = CLONE_NEWNS | in.joined_kinds();
        return made;
    }
    static owned_fd started(const launch& plan, const started_process& program) {
        return program_reports(plan.reports).wait(plan, program);
    }
    static void kill_all(container&, pid_t pid) { ::kill(pid, SIGKILL); }
    static void end_others(const container& c) {
        if (c.among_others) c.limits.kill();
    }
    static std::uint64_t oom_kills(const container& c) { return c.limits.oom_kills(); }
    static void freeze(const container& c, pid_t, bool on) {
        c.limits.freeze(on);
    }  // the program has put it into this group
    void update(const container& c, const limits& l) const { groups_.update(c.limits, l); }
    static container_usage usage(const container& c, pid_t pid) {
        return c.limits.usage(pid, false);
    }

private:
    static constexpr const char* shared_memory =
        "shm";  // where that of another container is mounted, for one that shares it
    static std::string memory_of(const sandbox& in, const std::filesystem::path& directory) {
        if (in.spec.ipc.whose == namespace_choice::own) return {};
        return in.spec.ipc.whose == namespace_choice::machine
                   ? "/dev/shm"
                   : (directory / shared_memory).string();
    }
    static constexpr const char* unified = "/sys/fs/cgroup/unified";

    static std::filesystem::path for_root(const std::filesystem::path& root) {
        if (::geteuid() != 0)
            throw status_error(
                core::reason::forbidden,
                "OCI runtime programs need root, if only of a user namespace that this program has entered");
        return std::filesystem::absolute(root);
    }
    static std::filesystem::path find(const std::string& program) {
        const char* path = std::getenv("PATH");
        std::vector<std::pair<std::string, std::string>> env;
        if (path) env.emplace_back("PATH", path);
        for (const std::string& candidate :
             program_candidates(program, env, std::filesystem::current_path().string()))
            if (::access(candidate.c_str(), X_OK) == 0) return candidate;
        throw status_error(core::reason::not_found,
                           "there is no program \"" + program + "\" here that starts containers");
    }
    bool has_option(std::vector<std::string> asking, const char* option) const {
        asking.insert(asking.begin(), program_.string());
        const auto said = core::run_command(asking, {}, std::chrono::seconds(10), 1 << 16);
        if (said.not_started || said.exit_code != 0)
            throw status_error(
                core::reason::invalid,
                program_.string() +
                    " is no program that starts containers: it does not know \"run --help\"");
        return said.output.find(option) != said.output.npos;
    }
    /// What the program has to be told where root is that of a user namespace. crun sees that
    /// itself, but looks for control groups where it has none; its `--rootless` is left out, for
    /// which crun 1.8 takes another directory for its state than the one that it is given.
    std::vector<std::string> words_without_root() const {
        if (has_option({"--help"}, "--cgroup-manager"))
            return groups_.any() ? std::vector<std::string>()
                                 : std::vector<std::string>{"--cgroup-manager=disabled"};
        if (has_option({"--help"}, "--rootless")) return {"--rootless=true"};
        return {};
    }
    std::string name() const { return program_.filename().string(); }
    std::string no_users_of_their_own() const {
        return "the layers of images are mounted for " + name() + " as they are";
    }
    static std::string id(const container& c) { return c.directory.filename().string(); }

    static void write(const std::filesystem::path& file, const json::value& document) {
        std::ofstream out(file, std::ios::binary);
        if (!(out << json::write(document)).flush())
            fail_with_errno("cannot write " + file.string());
    }
    /// The program called with a verb, whose options are yet to come, telling of it in files of
    /// this name.
    launch called(const container& own, const char* verb, const std::string& reports) const {
        launch made;
        made.reports = (own.directory / reports).string();
        made.command = {name(),
                        "--root",
                        (own.directory / "state").string(),
                        "--log",
                        made.reports + ".log",
                        "--log-format",
                        "json"};
        made.command.insert(made.command.end(), rootless_words_.begin(), rootless_words_.end());
        made.command.insert(made.command.end(), {verb, "--pid-file", made.reports + ".pid"});
        made.programs = {program_.string()};
        made.env = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"};
        return made;
    }
    /// Whether control groups of version 2 stand beside those of version 1. Programs refuse that or
    /// are confused by it; the limits are version 1's then, so that they need not see it.
    static bool hybrid() {
        struct statfs s{};
        return ::statfs(unified, &s) == 0 && s.f_type == CGROUP2_SUPER_MAGIC;
    }
    /// Runs what is not there in an empty root: whatever this machine or program forbids is known
    /// before it is needed.
    void try_a_container() {
        const auto layer = root_ / "containers/trial/layer";
        std::filesystem::create_directories(layer);
        container_spec empty;
        empty.command = {"/nothing"};
        empty.image.layers = {layer};
        const sandbox pod(network_, ids_,
                          network_.rootless()
                              ? sandbox_spec{.hostname = "trial", .no_network = true}
                              : sandbox_spec{.host_network = true});
        const container own = make_container(pod, "trial", empty);
        launch trial = plan(pod, own, empty);
        const owned_fd nothing = open_or_throw("/dev/null", O_RDWR);
        trial.in = trial.out = trial.err = nothing.get();
        try {
            const started_process process = start_process(trial);
            started(trial, process);
            ::kill(process.pid, SIGKILL);
            ::waitpid(process.pid, nullptr, 0);
        } catch (const launch_error& e) {
            if (e.where() != launch_failure::program)
                throw;  // there is no such program: that far it is to come
        }
    }

    std::filesystem::path root_;
    std::filesystem::path program_;
    bool keeps_;
    std::vector<std::string> rootless_words_;  // before the verb
    cgroups groups_;
    pod_network network_;
    user_id_blocks ids_{network_.number()};
    mutable std::atomic<unsigned long> commands_ = 0;
};

}  // namespace detail

/// Containers that an OCI runtime program starts, such as runc or crun; pods, addresses, layers and
/// limits are those of the linux runtime. Needs the rights of root, if only of a user namespace
/// (`oci_options::rootless`).
///
/// Guarantees: containers end with this program, however it ends. Their root file systems are seen
/// by them alone.
/// Assumptions: as `linux_`. The program knows runc's command line: `run` and `exec` with
/// `--pid-file`, `--log` in JSON.
class oci_ : public detail::process_runtime<detail::oci_isolation> {
public:
    /// Files go below `root`. Throws `status_error`: not_found where there is no such program, else
    /// what it or this machine forbids.
    explicit oci_(const std::filesystem::path& root, const oci_options& options = {})
        : process_runtime(root, options) {}
};

static_assert(interactive_runtime<oci_> && adjustable_runtime<oci_>);

}  // namespace slipway::runtime
