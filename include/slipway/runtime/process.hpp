// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/detail/layer_view.hpp>
#include <slipway/runtime/detail/process_runtime.hpp>

namespace slipway::runtime {

namespace detail {

/// Containers as plain children: each pod has an address of its own in 127.0.0.0/8, and that is all.
class no_isolation {
public:
    struct sandbox {
        std::string ip;
        sandbox_spec spec;
    };
    struct container {
        container(std::filesystem::path d, layer_view v) : directory(std::move(d)), files(std::move(v)) {}
        container(container&& other) = default;
        ~container() {
            if (!directory.empty()) oci::remove_tree(directory);
        }
        std::filesystem::path directory;  ///< where the program finds itself
        layer_view files;
    };

    explicit no_isolation(const std::filesystem::path& root) : root_(root) {}

    static runtime_info info() {
        return {.name = "process",
                .enforces = {"own address in 127.0.0.0/8"},
                .lacks = {"own root file system: programs see this machine's files", "own network: a program listens on its pod's address only if it asks for it",
                          "limits of memory, CPU and processes", "volumes at their paths"},
                .node_address = "127.0.0.1",
                .service_network = "127.96.0.0/16"};
    }
    sandbox make_sandbox(const std::string&, const sandbox_spec& spec) {
        const unsigned n = ++last_;
        return {"127.244." + std::to_string(n / 250 % 250) + '.' + std::to_string(n % 250 + 1), spec};
    }
    container make_container(const sandbox&, const std::string& place, const container_spec& spec) {
        const auto directory = root_ / "containers" / place;
        std::filesystem::create_directories(directory);
        return {directory, layer_view(spec.image.layers)};
    }
    launch plan(const sandbox& in, const container& own, const container_spec& spec) const {
        return plan_for(in, own, spec, spec.command);
    }
    launch plan_exec(const sandbox& in, const container& own, const container_spec& spec, int, const std::vector<std::string>& command) const {
        return plan_for(in, own, spec, command);
    }
    static void place(container&, pid_t) {}
    /// What stays in the process's group; a program that leaves it stays.
    static void kill_all(container&, pid_t pid) { ::kill(-pid, SIGKILL); }
    static bool oom_killed(const container&) { return false; }

private:
    static launch plan_for(const sandbox& in, const container& own, const container_spec& spec, const std::vector<std::string>& command) {
        launch made;
        made.command = command;
        made.env = assignments(spec.env);
        made.env.push_back("SLIPWAY_POD_IP=" + in.ip);
        made.working_dir = own.directory.string();
        for (const std::string& path : program_candidates(command.front(), spec.env, "/"))
            if (const auto found = own.files.find(path)) made.programs.push_back(found->string());
        for (const std::string& path : made.programs.empty() && spec.image.layers.empty() ? program_candidates(command.front(), spec.env, "/") : std::vector<std::string>())
            made.programs.push_back(path);
        return made;
    }

    std::filesystem::path root_;
    std::atomic<unsigned> last_ = 0;
};

}  // namespace detail

/// Containers as child processes of this program, for any user of any POSIX system with Linux' pidfds: the program
/// of the image runs, on the files of this machine, and finds its pod's address in `SLIPWAY_POD_IP`. An image without
/// layers stands for this machine's own files.
///
/// Guarantees: a container's processes end with it, and all with this program, however it ends.
/// Assumptions: programs are static, or made for this machine; they listen on their pod's address only.
class process : public detail::process_runtime<detail::no_isolation> {
public:
    /// Files go below `root`. Throws `status_error` if it cannot be made.
    explicit process(const std::filesystem::path& root) : process_runtime(root) {}
};

static_assert(runtime<process>);

}  // namespace slipway::runtime
