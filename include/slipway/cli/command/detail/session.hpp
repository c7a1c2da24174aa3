// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <slipway/cli/command/detail/two_programs.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/run_root.hpp>
#include <slipway/runtime/enter_user_namespace.hpp>

namespace slipway::cli::command {

namespace detail {

inline std::filesystem::path path_in(const char* variable) {
    const char* const value = std::getenv(variable);
    return value ? value : "";
}

inline constexpr const char* root_of_all = "/var/lib/slipway";

inline std::filesystem::path standard_root() {
    if (const auto given = path_in("SLIPWAY_ROOT"); !given.empty()) return given;
    if (::geteuid() == 0) return root_of_all;
    if (const auto data = path_in("XDG_DATA_HOME"); data.is_absolute()) return data / "slipway";
    if (const auto home = path_in("HOME"); !home.empty())
        return home / ".local" / "share" / "slipway";
    return {};
}

inline bool is_in_memory(const char* directory) {
    struct statfs of{};
    return ::statfs(directory, &of) == 0 && of.f_type == TMPFS_MAGIC;
}

/// A new root of the machine's has it in `/run`, which is in memory on most of them. Users have
/// theirs on disk: their directory in memory goes when they log out, and containers run on.
inline std::filesystem::path standard_run_root(const std::filesystem::path& root) {
    if (const auto given = path_in("SLIPWAY_RUN_ROOT"); !given.empty()) return given;
    const bool has_one = std::filesystem::exists(
        std::filesystem::symlink_status(root / "run"));  // it stays where it is
    return root == root_of_all && ::geteuid() == 0 && !has_one && is_in_memory("/run")
               ? "/run/slipway"
               : "";
}

}  // namespace detail

SLIPWAY_INLINE const std::vector<option>& session::options() {
    static const std::vector<option> all{
        {.name = "root",
         .value = "DIRECTORY",
         .help = "where images and containers are kept (or SLIPWAY_ROOT)"},
        {.name = "run-root",
         .value = "DIRECTORY",
         .help = "where what runs is kept, best in memory (or SLIPWAY_RUN_ROOT)"},
        {.name = "runtime",
         .value = "NAME",
         .help = "what runs containers (the strongest that works here)"},
        {.name = "quiet", .letter = 'q', .help = "tell no progress"},
        {.name = "help", .letter = 'h', .help = "print this"},
        {.name = "version", .letter = 'v', .help = "print the version"},
    };
    return all;
}

namespace detail {

/// What keeps pods: the small program, or this one where that is missing.
inline std::filesystem::path shim_program() {
    const auto small = beside_this_program(small_program);
    return small.empty() ? "/proc/self/exe" : small;
}

}  // namespace detail

SLIPWAY_INLINE session::session(const arguments& global, bool rootless)
    : root_(global.has("root") ? std::filesystem::path(global.value("root"))
                               : detail::standard_root()),
      run_root_(global.value("run-root")),
      runtime_(global.value("runtime")),
      quiet_(global.has("quiet")),
      enters_(rootless && (runtime_.empty() || runtime::works_without_root(runtime_))) {}

SLIPWAY_INLINE session::~session() = default;

SLIPWAY_INLINE std::filesystem::path session::root() const {
    if (root_.empty())
        throw status_error(
            core::reason::invalid,
            "there is no place for images and containers: give one by --root or SLIPWAY_ROOT");
    return std::filesystem::absolute(root_);
}

SLIPWAY_INLINE std::filesystem::path session::run_root() {
    prepare();
    return std::filesystem::weakly_canonical(root() / "run");
}

SLIPWAY_INLINE void session::say(const std::string& line) const {
    if (!quiet_) std::fprintf(stderr, "%s\n", cli::detail::clean_text(line).c_str());
}

SLIPWAY_INLINE void session::prepare() {
    if (!std::exchange(prepared_, true))
        engine::keep_running_in(root(),
                                run_root_.empty() ? detail::standard_run_root(root()) : run_root_);
    if (std::exchange(enters_, false)) rootless_ = runtime::enter_user_namespace(root() / "run");
}

SLIPWAY_INLINE std::optional<runtime::rootless_surroundings> session::rootless() {
    prepare();
    return rootless_ ? std::optional(*rootless_) : std::nullopt;
}

SLIPWAY_INLINE engine::images& session::images() {
    prepare();
    if (!images_) {
        try {
            images_ = std::make_unique<engine::images>(root());
        } catch (const status_error& e) {
            throw status_error(
                e.why(), e.code(),
                e.message() + "; --root DIRECTORY takes another place for images and containers");
        }
        images_->used_by([this] { return containers().images(); });
    }
    return *images_;
}

SLIPWAY_INLINE engine::containers& session::containers() {
    prepare();
    if (!containers_)
        containers_ =
            std::make_unique<engine::containers>(root(), runtime(), detail::shim_program());
    return *containers_;
}

SLIPWAY_INLINE registry::docker_config& session::credentials() {
    if (!credentials_)
        credentials_ =
            std::make_unique<registry::docker_config>(registry::docker_config::standard());
    return *credentials_;
}

}  // namespace slipway::cli::command
